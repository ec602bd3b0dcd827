import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type EntryFilter, TimelineDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { groupByDay } from './day-groups';

/** Entries per page of the timeline. */
const pageSize = 20;

/** The entries that match a filter, newest day first, page after page. */
export function useTimeline(filter: EntryFilter | null) {
	const query = useInfiniteQuery({
		queryKey: ['Timeline', { filter }],
		queryFn: ({ pageParam, signal }) =>
			request(TimelineDocument, { first: pageSize, after: pageParam, filter }, { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (last) => {
			const info = last.viewer?.entries.pageInfo;
			return info?.hasNextPage ? info.endCursor : undefined;
		},
	});
	const { data, hasNextPage } = query;
	const groups = useMemo(() => {
		const entries = data?.pages.flatMap((page) => page.viewer?.entries.nodes ?? []) ?? [];
		return groupByDay(entries, hasNextPage);
	}, [data, hasNextPage]);
	return { query, groups };
}
