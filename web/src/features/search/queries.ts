import { infiniteQueryOptions } from '@tanstack/react-query';
import { SearchEntriesDocument, type SearchEntriesQuery } from '@/gql/graphql';
import { request } from '@/lib/client';

/** One entry that was found, with the words marked. */
export type Hit = NonNullable<SearchEntriesQuery['viewer']>['search']['nodes'][number];

const pageSize = 20;

/** The pages of a search over the viewer's entries, newest first. */
export const searchQuery = (query: string) =>
	infiniteQueryOptions({
		queryKey: ['SearchEntries', { query }],
		queryFn: async ({ pageParam, signal }) => {
			const variables = { query, first: pageSize, after: pageParam };
			const answer = await request(SearchEntriesDocument, variables, { signal });
			return answer.viewer?.search;
		},
		initialPageParam: null as string | null,
		getNextPageParam: (last) => (last?.pageInfo.hasNextPage ? last.pageInfo.endCursor : undefined),
	});
