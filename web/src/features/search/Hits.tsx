import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { Suspense, useEffect } from 'react';
import { BulkBar, useSelection, walkSearch } from '@/features/journal/public';
import { announce } from '@/lib/announce';
import { ErrorNote } from '@/ui/ErrorNote';
import { ShowMore } from '@/ui/ShowMore';
import { searchQuery } from './queries';
import classes from './Search.module.css';
import { SearchHit } from './SearchHit';

/** The entries that a query finds, page after page, and what of it could not be taken as typed. */
export function Hits({ words }: { words: string }) {
	const { t } = useLingui();
	const query = useInfiniteQuery({
		...searchQuery(words),
		placeholderData: keepPreviousData,
	});
	const hits = query.data?.pages.flatMap((page) => page?.nodes ?? []) ?? [];
	const { selection, begin } = useSelection();
	const settled = query.isSuccess && !query.isPlaceholderData;
	const problems = settled ? (query.data.pages[0]?.problems ?? []) : [];
	const blocked = problems.some((problem) => problem.blocking);
	const count = hits.length;
	const more = query.hasNextPage;
	useEffect(() => {
		if (!settled) return;
		announce(
			more
				? t`The first ${plural(count, { one: '# entry', other: '# entries' })}`
				: t`${plural(count, { 0: 'No entries', one: '# entry', other: '# entries' })}`,
		);
	}, [settled, count, more, t]);
	// Places are counted in characters, not in the units of a JavaScript string.
	const typed = [...words];

	return (
		<>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{problems.length > 0 ? (
				<ul className={classes.problems} aria-live="polite">
					{problems.map((problem) => (
						<li key={`${problem.from}-${problem.message}`}>
							<code dir="auto">{typed.slice(problem.from, problem.to).join('')}</code>
							{problem.message}
						</li>
					))}
				</ul>
			) : null}
			{query.isPending ? (
				<div className={classes.list} role="status" aria-label={t`Searching`}>
					<Skeleton height={88} radius="lg" />
					<Skeleton height={88} radius="lg" />
					<Skeleton height={88} radius="lg" />
				</div>
			) : null}
			{settled && hits.length === 0 && !blocked ? (
				<p className={classes.nothing}>
					<Trans>No entry has that. Try fewer words, or a part of a name in code.</Trans>
				</p>
			) : null}
			{hits.length > 0 && !selection ? (
				<div>
					<Button
						variant="subtle"
						color="gray"
						leftSection={<ListChecks size={16} aria-hidden />}
						onClick={begin}
					>
						<Trans>Select</Trans>
					</Button>
				</div>
			) : null}
			{hits.length > 0 ? (
				<ul className={classes.list}>
					{hits.map((hit) => (
						<SearchHit key={hit.entry.id} hit={hit} selection={selection} />
					))}
				</ul>
			) : null}
			{query.hasNextPage ? (
				<div>
					<ShowMore query={query}>
						<Trans>Show more</Trans>
					</ShowMore>
				</div>
			) : null}
			{selection ? (
				<Suspense fallback={null}>
					<BulkBar
						selection={selection}
						shown={hits.map((hit) => hit.entry)}
						walk={walkSearch(words)}
					/>
				</Suspense>
			) : null}
		</>
	);
}
