import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type EntryCardFragment, PurgeEntryDocument, TrashDocument } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { formatCivil, formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Row } from '@/ui/Field';
import { Page } from '@/ui/Page';
import { RowItem, RowList } from '@/ui/RowList';
import { ShowMore } from '@/ui/ShowMore';
import { showToast } from '@/ui/toasts';
import { useEntryCache } from './entry-cache';
import { LinkButton } from './links';
import { useEntryActs } from './useEntryActs';
import { useSaveState } from './useSaveState';

export const Route = createLazyRoute('/shell/journal/trash')({ component: TrashPage });

/** How long an entry stays in the trash, in milliseconds. */
const keptFor = 30 * 86_400_000;

function TrashPage() {
	const { t } = useLingui();
	const acts = useEntryActs();
	const [doomed, setDoomed] = useState<EntryCardFragment>();
	const query = useInfiniteQuery({
		queryKey: ['Trash'],
		queryFn: ({ pageParam, signal }) =>
			request(TrashDocument, { first: 30, after: pageParam }, { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (last) => {
			const info = last.viewer?.trash.pageInfo;
			return info?.hasNextPage ? info.endCursor : undefined;
		},
	});
	const entries = query.data?.pages.flatMap((page) => page.viewer?.trash.nodes ?? []) ?? [];
	const restore = async (entry: EntryCardFragment) => {
		if (await acts.restore(entry.id)) showToast({ tone: 'good', message: t`Restored.` });
	};
	return (
		<Page
			title={t`Trash`}
			lead={t`Deleted entries stay here for 30 days. Restore them, or remove them for good.`}
			width="reading"
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={160} radius="lg" /> : null}
			{query.isSuccess && entries.length === 0 ? (
				<EmptyState
					title={t`The trash is empty`}
					icon={<Trash2 size={20} aria-hidden />}
					action={
						<LinkButton to="/journal" variant="default">
							<Trans>Back to the journal</Trans>
						</LinkButton>
					}
				/>
			) : null}
			{entries.length > 0 ? (
				<RowList label={t`Deleted entries`}>
					{entries.map((entry) => (
						<TrashRow
							key={entry.id}
							entry={entry}
							onRestore={() => void restore(entry)}
							onPurge={() => setDoomed(entry)}
						/>
					))}
				</RowList>
			) : null}
			<ShowMore query={query}>
				<Trans>Show more</Trans>
			</ShowMore>
			{doomed ? <PurgeDialog entry={doomed} onClose={() => setDoomed(undefined)} /> : null}
		</Page>
	);
}

interface TrashRowProps {
	entry: EntryCardFragment;
	onRestore: () => void;
	onPurge: () => void;
}

function TrashRow({ entry, onRestore, onPurge }: TrashRowProps) {
	const { t } = useLingui();
	const { timeZone } = useViewer();
	const locale = intlLocale(i18n.locale);
	const { title } = entry;
	const day = formatCivil(entry.day, locale, { dateStyle: 'medium' });
	const gone = new Date(Date.parse(entry.deletedAt ?? entry.updatedAt) + keptFor).toISOString();
	const until = formatInstant(gone, locale, timeZone, { dateStyle: 'medium' });
	return (
		<RowItem
			title={<bdi>{title}</bdi>}
			detail={
				<Trans>
					From {day}. Removed for good on {until}.
				</Trans>
			}
		>
			<Button
				variant="default"
				leftSection={<RotateCcw size={15} aria-hidden />}
				aria-label={t`Restore “${title}”`}
				onClick={onRestore}
			>
				<Trans>Restore</Trans>
			</Button>
			<Button
				variant="subtle"
				color="red"
				aria-label={t`Remove for good: “${title}”`}
				onClick={onPurge}
			>
				<Trans>Remove for good</Trans>
			</Button>
		</RowItem>
	);
}

function PurgeDialog({ entry, onClose }: { entry: EntryCardFragment; onClose: () => void }) {
	const { t } = useLingui();
	const cache = useEntryCache();
	const state = useSaveState(async () => {
		const { deletedId, errors } = (await request(PurgeEntryDocument, { id: entry.id })).purgeEntry;
		if (!deletedId) return errors;
		cache.removed(entry.id);
		announce(t`Removed for good`);
		onClose();
		return [];
	});
	return (
		<Dialog open onClose={onClose} title={t`Remove for good?`} size="sm">
			<p>
				<Trans>
					“<bdi>{entry.title}</bdi>” and all its versions will be gone. Nobody can bring them back.
				</Trans>
			</p>
			{state.problems.map((problem) => (
				<p key={problem.code} role="alert">
					{problem.message}
				</p>
			))}
			<Row>
				<Button color="red" loading={state.saving} onClick={() => void state.run()}>
					<Trans>Remove for good</Trans>
				</Button>
				<Button variant="default" onClick={onClose}>
					<Trans>Keep it in the trash</Trans>
				</Button>
			</Row>
		</Dialog>
	);
}
