import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { createLazyRoute } from '@tanstack/react-router';
import {
	BookOpenText,
	CalendarDays,
	Check,
	ClipboardList,
	Import,
	ListChecks,
	PenLine,
	Tags,
	Trash2,
} from 'lucide-react';
import { Suspense, useEffect, useMemo, useRef } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { DaySection } from './DaySection';
import { FilterBar } from './FilterBar';
import { entryFilter, filterParts } from './filter';
import { LateWaitingList } from './LateWaitingList';
import { LinkButton } from './links';
import type { TimelineSearch } from './routes';
import { BulkBar } from './sharing/late';
import { useSelection } from './sharing/useSelection';
import { walkTimeline } from './sharing/walk';
import classes from './Timeline.module.css';
import { useEntryActs } from './useEntryActs';
import { useEntryKeys } from './useEntryKeys';
import { useTimeline } from './useTimeline';

export const Route = createLazyRoute('/shell/journal')({ component: TimelinePage });

function TimelinePage() {
	const { t } = useLingui();
	const search = Route.useSearch();
	const navigate = Route.useNavigate();
	const filter = useMemo(() => entryFilter(search), [search]);
	const { query, groups } = useTimeline(filter);
	const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
	const acts = useEntryActs();
	const { selection, begin } = useSelection();
	const list = useRef<HTMLDivElement>(null);
	const loadMore = () => {
		if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
	};

	const { focusNeighbour } = useEntryKeys(
		list,
		(id) => {
			const entry = groups.flatMap((group) => group.entries).find((e) => e.id === id);
			if (entry) remove(entry);
		},
		loadMore,
	);
	const remove = (entry: EntryCardFragment) => {
		focusNeighbour(entry.id);
		void acts.remove(entry);
	};

	const narrowed = filterParts(search).length > 0;
	const drafts = groups.flatMap((g) => g.entries).filter((e) => e.draft);
	const day = search.day ? formatCivil(search.day, intlLocale(i18n.locale)) : undefined;
	return (
		<Page
			title={day ?? t`Journal`}
			lead={narrowed ? undefined : t`What you did, learned and decided, day by day.`}
			width="reading"
			actions={
				search.day ? (
					<LinkButton
						to="/journal/new"
						search={{ day: search.day }}
						leftSection={<PenLine size={16} aria-hidden />}
					>
						<Trans>Write for this day</Trans>
					</LinkButton>
				) : undefined
			}
		>
			<FilterBar
				search={search}
				onChange={(next) => void navigate({ search: next, resetScroll: false })}
			>
				{groups.length > 0 && !selection ? (
					<Button
						variant="subtle"
						color="gray"
						leftSection={<ListChecks size={16} aria-hidden />}
						onClick={begin}
					>
						<Trans>Select</Trans>
					</Button>
				) : null}
				<LinkButton
					to="/calendar"
					variant="subtle"
					color="gray"
					leftSection={<CalendarDays size={16} aria-hidden />}
				>
					<Trans>Calendar</Trans>
				</LinkButton>
				<LinkButton
					to="/reviews/$period"
					params={{ period: 'week' }}
					variant="subtle"
					color="gray"
					leftSection={<ClipboardList size={16} aria-hidden />}
				>
					<Trans>Reviews</Trans>
				</LinkButton>
				<LinkButton
					to="/tags"
					variant="subtle"
					color="gray"
					leftSection={<Tags size={16} aria-hidden />}
				>
					<Trans>Tags</Trans>
				</LinkButton>
				<LinkButton
					to="/import"
					variant="subtle"
					color="gray"
					leftSection={<Import size={16} aria-hidden />}
				>
					<Trans>Import</Trans>
				</LinkButton>
				<LinkButton
					to="/journal/trash"
					variant="subtle"
					color="gray"
					leftSection={<Trash2 size={16} aria-hidden />}
				>
					<Trans>Trash</Trans>
				</LinkButton>
			</FilterBar>
			{search.drafts && drafts.length > 0 ? (
				<div className={classes.review}>
					<p>
						<Trans>
							Imported entries wait here until you have looked at them. They count everywhere, and
							only you see them.
						</Trans>
					</p>
					<Button
						variant="default"
						leftSection={<Check size={16} aria-hidden />}
						onClick={() => void acts.accept(drafts.map((entry) => entry.id))}
					>
						<Trans>Accept all shown</Trans>
					</Button>
				</div>
			) : null}
			{narrowed ? null : <LateWaitingList />}
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <TimelineSkeleton /> : null}
			{query.isSuccess && groups.length === 0 ? <Nothing search={search} /> : null}
			<div ref={list} className={classes.list}>
				{groups.map((group) => (
					<DaySection
						key={group.day}
						group={group}
						acts={acts}
						onDelete={remove}
						selection={selection}
						alone={search.day === group.day}
					/>
				))}
			</div>
			{hasNextPage ? (
				<More busy={isFetchingNextPage} failed={query.isFetchNextPageError} onMore={loadMore} />
			) : null}
			{selection ? (
				<Suspense fallback={null}>
					<BulkBar
						selection={selection}
						shown={groups.flatMap((group) => group.entries)}
						walk={walkTimeline(filter)}
					/>
				</Suspense>
			) : null}
			{query.isSuccess && !hasNextPage && groups.length > 0 ? (
				<p className={classes.end}>
					{narrowed ? (
						<Trans>That is all that matches.</Trans>
					) : (
						<Trans>This is where your journal begins.</Trans>
					)}
				</p>
			) : null}
		</Page>
	);
}

/** Loads on when it comes near; by hand where that does not happen. */
function More({ busy, failed, onMore }: { busy: boolean; failed: boolean; onMore: () => void }) {
	const mark = useRef<HTMLDivElement>(null);
	const latest = useRef(onMore);
	latest.current = onMore;
	useEffect(() => {
		if (failed || busy || !mark.current || typeof IntersectionObserver === 'undefined') return;
		const observer = new IntersectionObserver(
			(seen) => {
				if (seen.some((entry) => entry.isIntersecting)) latest.current();
			},
			{ rootMargin: '900px 0px' },
		);
		observer.observe(mark.current);
		return () => observer.disconnect();
	}, [failed, busy]);
	return (
		<div ref={mark} className={classes.more}>
			<Button variant="default" loading={busy} onClick={onMore}>
				<Trans>Show earlier entries</Trans>
			</Button>
		</div>
	);
}

function Nothing({ search }: { search: TimelineSearch }) {
	const { t } = useLingui();
	if (filterParts(search).length > 0) {
		return (
			<EmptyState
				title={t`Nothing matches`}
				action={
					<LinkButton to="/journal" search={{}} variant="default">
						<Trans>Show everything</Trans>
					</LinkButton>
				}
			>
				<Trans>
					No entry fits all parts of the filter. Take one away, or write what is missing.
				</Trans>
			</EmptyState>
		);
	}
	return (
		<EmptyState
			title={t`Your journal is still blank`}
			icon={<BookOpenText size={20} aria-hidden />}
			action={
				<div className={classes.begin}>
					<LinkButton to="/journal/new">
						<Trans>Write the first entry</Trans>
					</LinkButton>
					<LinkButton to="/import" variant="default">
						<Trans>Bring notes along</Trans>
					</LinkButton>
				</div>
			}
		>
			<Trans>
				Entries stand here by day, newest first. A sentence is plenty: what you fixed, read,
				decided, or are stuck on.
			</Trans>
		</EmptyState>
	);
}

function TimelineSkeleton() {
	const { t } = useLingui();
	return (
		<div className={classes.skeleton} role="status" aria-label={t`Entries are loading`}>
			<Skeleton height={20} width="14rem" />
			<Skeleton height={150} radius="lg" />
			<Skeleton height={110} radius="lg" />
		</div>
	);
}
