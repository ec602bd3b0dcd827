import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { Search as SearchIcon } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { useShortcuts } from '@/lib/shortcuts';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { searchQuery } from './queries';
import classes from './Search.module.css';
import { SearchHelp } from './SearchHelp';
import { SearchHit } from './SearchHit';

export const Route = createLazyRoute('/shell/search')({ component: SearchPage });

/** How long to wait after the last key before asking, in milliseconds. */
const pause = 220;

/** Full text over the viewer's own entries. The words stand in the address. */
function SearchPage() {
	const { t } = useLingui();
	const { q = '' } = Route.useSearch();
	const navigate = Route.useNavigate();
	const id = useId();
	const field = useRef<HTMLInputElement>(null);
	const [text, setText] = useState(q);
	const words = q.trim();
	const query = useInfiniteQuery({
		...searchQuery(words),
		enabled: words !== '',
		placeholderData: keepPreviousData,
	});
	const hits = words === '' ? [] : (query.data?.pages.flatMap((page) => page?.nodes ?? []) ?? []);
	const settled = query.isSuccess && !query.isPlaceholderData && words !== '';

	useEffect(() => setText(q), [q]);
	useEffect(() => {
		if (text === q) return;
		const timer = setTimeout(() => {
			void navigate({ search: text.trim() ? { q: text } : {}, replace: true });
		}, pause);
		return () => clearTimeout(timer);
	}, [text, q, navigate]);

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

	useShortcuts([
		{ keys: '/', label: t`Search`, group: t`Search`, run: () => field.current?.focus() },
	]);

	return (
		<Page title={t`Search`} tabTitle={words ? t`Search: ${words}` : t`Search`} width="reading">
			<search className={classes.box}>
				<label htmlFor={id} className={classes.label}>
					<Trans>Words, “phrases”, #tags or code</Trans>
				</label>
				<div className={classes.field}>
					<SearchIcon size={20} aria-hidden />
					<input
						ref={field}
						id={id}
						data-autofocus
						type="search"
						enterKeyHint="search"
						autoComplete="off"
						spellCheck={false}
						dir="auto"
						value={text}
						onChange={(event) => setText(event.target.value)}
					/>
				</div>
			</search>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{words === '' ? <SearchHelp onTry={setText} /> : null}
			{words !== '' && query.isPending ? (
				<div className={classes.list} role="status" aria-label={t`Searching`}>
					<Skeleton height={88} radius="lg" />
					<Skeleton height={88} radius="lg" />
					<Skeleton height={88} radius="lg" />
				</div>
			) : null}
			{settled && hits.length === 0 ? (
				<p className={classes.nothing}>
					<Trans>No entry has that. Try fewer words, or a part of a name in code.</Trans>
				</p>
			) : null}
			{hits.length > 0 ? (
				<ul className={classes.list}>
					{hits.map((hit) => (
						<SearchHit key={hit.entry.id} hit={hit} />
					))}
				</ul>
			) : null}
			{query.hasNextPage ? (
				<div>
					<Button
						variant="default"
						loading={query.isFetchingNextPage}
						onClick={() => void query.fetchNextPage()}
					>
						<Trans>Show more</Trans>
					</Button>
				</div>
			) : null}
		</Page>
	);
}
