import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { EntryChoicesDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import type { FindEntries } from './menus';

/** Finds own entries to link to; answers are kept a while, so that typing asks seldom. */
export function useFindEntries(): FindEntries {
	const client = useQueryClient();
	return useCallback(
		async (search) => {
			const answer = await client.fetchQuery({
				...gqlQuery(EntryChoicesDocument, { search, first: 8 }),
				staleTime: 60_000,
			});
			return answer.viewer?.entryChoices ?? [];
		},
		[client],
	);
}
