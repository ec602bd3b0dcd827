import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type EntryFilter, TimelineDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { readOrKept } from '@/lib/query';
import { groupByDay } from './day-groups';
import { keptPages, keptTimeline } from './queries';

/** Entries per page of the timeline. */
const pageSize = 20;

/** The entries that match a filter, newest day first, page after page. */
export function useTimeline(filter: EntryFilter | null) {
	const query = useInfiniteQuery({
		queryKey: ['Timeline', { filter }],
		queryFn: ({ pageParam: { after, page }, signal }) => {
			const read = () => request(TimelineDocument, { first: pageSize, after, filter }, { signal });
			// The newest pages of the whole journal can be read without a network.
			return filter === null && page < keptPages
				? readOrKept(keptTimeline, { page }, read)
				: read();
		},
		initialPageParam: { after: null as string | null, page: 0 },
		getNextPageParam: (last, _, { page }) => {
			const info = last.viewer?.entries.pageInfo;
			return info?.hasNextPage ? { after: info.endCursor, page: page + 1 } : undefined;
		},
	});
	const { data, hasNextPage } = query;
	const groups = useMemo(() => {
		const entries = data?.pages.flatMap((page) => page.viewer?.entries.nodes ?? []) ?? [];
		return groupByDay(entries, hasNextPage);
	}, [data, hasNextPage]);
	return { query, groups };
}
