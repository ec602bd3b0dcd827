import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Navigate } from '@tanstack/react-router';
import { EntryNamedDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { LinkButton } from './links';

export const Route = createLazyRoute('/shell/journal/named/$name')({ component: NamedPage });

/** Where a link [[name]] leads: to the entry with that title, or to where it can be written. */
function NamedPage() {
	const { t } = useLingui();
	const { name } = Route.useParams();
	const { data, error, refetch } = useQuery({
		...gqlQuery(EntryNamedDocument, { name }),
		staleTime: 0,
	});
	const found = data?.viewer?.entryNamed;
	if (found) return <Navigate to="/journal/$entryId" params={{ entryId: found.id }} replace />;
	return (
		<Page title={name} width="reading">
			{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
			{!error && !data ? <Skeleton height={160} radius="lg" /> : null}
			{data ? (
				<EmptyState
					title={t`No entry has this title yet`}
					action={
						<LinkButton to="/journal/new" search={{ title: name }}>
							<Trans>Write it</Trans>
						</LinkButton>
					}
				/>
			) : null}
		</Page>
	);
}
