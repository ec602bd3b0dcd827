import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useViewer } from '@/lib/viewer';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { EditEntry } from './EditEntry';
import { EntryView } from './EntryView';
import type { WaitingEdit } from './outbox/queue';
import { entryQuery } from './queries';
import { useWaiting } from './useWaiting';

export const Route = createLazyRoute('/shell/journal/$entryId')({ component: EntryPage });

function EntryPage() {
	const { t } = useLingui();
	const { entryId } = Route.useParams();
	const { edit } = Route.useSearch();
	const navigate = Route.useNavigate();
	const viewer = useViewer();
	const { data, error, refetch } = useQuery(entryQuery(entryId));
	const entry = data?.entry;
	const waiting = useWaiting()?.find(
		(item): item is WaitingEdit => item.kind === 'edit' && item.subject === entryId,
	);
	if (data && !entry) {
		return (
			<Page title={t`Nothing grows here`} width="reading">
				<EmptyState
					title={t`This entry does not exist, or it is not yours.`}
					action={
						<Button component={Link} to="/journal">
							<Trans>Go to the journal</Trans>
						</Button>
					}
				/>
			</Page>
		);
	}
	if (!entry) {
		return (
			<Page title={t`Entry`} width="reading">
				{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
				{error ? null : <Skeleton height={240} radius="lg" />}
			</Page>
		);
	}
	const own = entry.author.id === viewer.user.id;
	const show = (editing: boolean) =>
		void navigate({ search: editing ? { edit: true } : {}, replace: true });
	return edit && own && !entry.deletedAt ? (
		<EditEntry key={entry.id} entry={entry} waiting={waiting} onDone={() => show(false)} />
	) : (
		<EntryView entry={entry} own={own} onEdit={() => show(true)} />
	);
}
