import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Audience, BookDocument, type BookQuery } from '@/gql/graphql';
import { request } from '@/lib/client';
import type { Period } from './periods';

type Bounds = Pick<Period, 'from' | 'to'>;

export type BookEntry = NonNullable<BookQuery['viewer']>['entries']['nodes'][number];

/** Every entry of a period that one of these audiences may see, earliest first; read page by page. */
export function useBook(period: Bounds | undefined, audiences: readonly Audience[]) {
	const query = useInfiniteQuery({
		queryKey: ['Book', { from: period?.from, to: period?.to, audiences }],
		// A part that is not shown any more is forgotten: the parts of a large year do not pile up.
		gcTime: 0,
		enabled: period !== undefined && audiences.length > 0,
		initialPageParam: null as string | null,
		queryFn: ({ pageParam, signal }) =>
			request(
				BookDocument,
				{
					first: 50,
					after: pageParam,
					filter: { from: period?.from, to: period?.to, audiences: [...audiences] },
				},
				{ signal },
			),
		getNextPageParam: (page) =>
			page.viewer?.entries.pageInfo.hasNextPage ? page.viewer.entries.pageInfo.endCursor : null,
		// A rate limit passes by itself; the book goes on from the page it has.
		retry: 5,
		retryDelay: (count) => 2_000 * (count + 1),
	});
	const { hasNextPage, isFetching, isError, fetchNextPage } = query;
	useEffect(() => {
		if (hasNextPage && !isFetching && !isError) void fetchNextPage();
	}, [hasNextPage, isFetching, isError, fetchNextPage]);
	const entries: BookEntry[] =
		audiences.length === 0
			? []
			: (query.data?.pages.flatMap((page) => page.viewer?.entries.nodes ?? []).reverse() ?? []);
	const whole = audiences.length === 0 || (query.isSuccess && !hasNextPage);
	return { entries, whole, error: query.error, again: () => void query.refetch() };
}

/** The entries by month, in their order. */
export function byMonth(entries: readonly BookEntry[]): [month: string, entries: BookEntry[]][] {
	const months = new Map<string, BookEntry[]>();
	for (const entry of entries) {
		const month = entry.day.slice(0, 7);
		months.set(month, [...(months.get(month) ?? []), entry]);
	}
	return [...months];
}
