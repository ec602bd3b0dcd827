import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { TagChoicesDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import type { FindTags } from './completion';

/** Finds own tags for completion; answers are kept a while, so that typing asks seldom. */
export function useFindTags(): FindTags {
	const client = useQueryClient();
	return useCallback(
		async (search) => {
			const answer = await client.fetchQuery({
				...gqlQuery(TagChoicesDocument, { first: 8, search }),
				staleTime: 60_000,
			});
			return answer.viewer?.tags.map((tag) => tag.name) ?? [];
		},
		[client],
	);
}
