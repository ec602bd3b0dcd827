import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, notFound } from '@tanstack/react-router';
import { EntryDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { EntryCard } from './EntryCard';

export const Route = createLazyRoute('/shell/journal/$entryId')({ component: EntryPage });

function EntryPage() {
	const { entryId } = Route.useParams();
	const { data, error, refetch } = useQuery(gqlQuery(EntryDocument, { id: entryId }));
	if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
	if (!data) return null;
	if (!data.entry) throw notFound();
	return (
		<Page title={data.entry.title} width="reading">
			<EntryCard entry={data.entry} />
		</Page>
	);
}
