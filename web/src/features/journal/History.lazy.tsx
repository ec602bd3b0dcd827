import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import {
	EntryHistoryDocument,
	RestoreRevisionDocument,
	type RevisionCardFragment,
} from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { newClientId } from '@/lib/id';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote, useErrorText } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { ShowMore } from '@/ui/ShowMore';
import { showToast } from '@/ui/toasts';
import { useEntryCache } from './entry-cache';
import classes from './History.module.css';
import { RevisionItem } from './RevisionItem';

export const Route = createLazyRoute('/shell/journal/$entryId/history')({ component: HistoryPage });

/** Versions per page. */
const pageSize = 20;

/** Every version of an entry, with what changed from one to the next. */
function HistoryPage() {
	const { t } = useLingui();
	const { entryId } = Route.useParams();
	const query = useInfiniteQuery({
		queryKey: ['EntryHistory', { id: entryId }],
		queryFn: ({ pageParam, signal }) =>
			request(EntryHistoryDocument, { id: entryId, first: pageSize, after: pageParam }, { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (last) => {
			const info = last.entry?.revisions?.pageInfo;
			return info?.hasNextPage ? info.endCursor : undefined;
		},
	});
	const entry = query.data?.pages[0]?.entry;
	const all = query.data?.pages.flatMap((page) => page.entry?.revisions?.nodes ?? []) ?? [];
	// The last one loaded is only there to compare with, unless it is the first ever.
	const shown = query.hasNextPage ? all.slice(0, -1) : all;
	const { restore, busy } = useRestore(entryId, all[0]?.revision ?? 0, () => void query.refetch());
	return (
		<Page
			title={t`History`}
			tabTitle={entry?.title ?? t`History`}
			width="reading"
			lead={
				entry ? (
					<Link to="/journal/$entryId" params={{ entryId }}>
						<bdi>{entry.title}</bdi>
					</Link>
				) : undefined
			}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={240} radius="lg" /> : null}
			{query.isSuccess && all.length === 0 ? (
				<EmptyState
					title={t`This entry does not exist, or it is not yours.`}
					action={
						<Button component={Link} to="/journal">
							<Trans>Go to the journal</Trans>
						</Button>
					}
				/>
			) : null}
			{shown.length > 0 ? (
				<ol className={classes.list} reversed>
					{shown.map((revision, index) => (
						<RevisionItem
							key={revision.revision}
							revision={revision}
							before={all[index + 1]}
							open={index === 0}
							busy={busy}
							onRestore={() => void restore(revision)}
						/>
					))}
				</ol>
			) : null}
			{all.length === 1 ? (
				<p className={classes.hint}>
					<Trans>Each time you save a change, the version before it is kept here.</Trans>
				</p>
			) : null}
			<ShowMore query={query}>
				<Trans>Show more</Trans>
			</ShowMore>
		</Page>
	);
}

/** Brings a version back as a new one. */
function useRestore(entryId: string, baseRevision: number, reload: () => void) {
	const { t } = useLingui();
	const cache = useEntryCache();
	const navigate = useNavigate();
	const errorText = useErrorText();
	const [busy, setBusy] = useState(false);
	// The same try again is the same act.
	const tries = useRef(new Map<string, string>());
	const restore = async ({ revision }: RevisionCardFragment) => {
		const act = `${revision} over ${baseRevision}`;
		const clientId = tries.current.get(act) ?? newClientId();
		tries.current.set(act, clientId);
		setBusy(true);
		try {
			const input = { entryId, revision, baseRevision, clientId };
			const { entry, conflict, errors } = (await request(RestoreRevisionDocument, { input }))
				.restoreRevision;
			if (entry) {
				cache.changed(entry);
				announce(t`Restored`);
				showToast({ tone: 'good', message: t`Restored as a new version.` });
				await navigate({ to: '/journal/$entryId', params: { entryId } });
				return;
			}
			reload();
			const message = conflict
				? t`This entry changed elsewhere. Here is its history now; choose again.`
				: (errors[0]?.message ?? t`That did not work. Please try again.`);
			showToast({ tone: 'bad', message });
		} catch (error) {
			showToast({ tone: 'bad', message: errorText(error) });
		} finally {
			setBusy(false);
		}
	};
	return { restore, busy };
}
