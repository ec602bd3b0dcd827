import { queryOptions } from '@tanstack/react-query';
import { EntryDocument, type EntryQuery, type TimelineQuery } from '@/gql/graphql';
import { request } from '@/lib/client';
import { NetworkError } from '@/lib/errors';
import { keptAnswer } from '@/lib/kept';

/** Under which name the newest pages of the journal are kept in this browser, and how many. */
export const keptTimeline = 'Timeline';
export const keptPages = 3;

/** An entry by its id; without a network, as it stood on the pages of the journal that were kept. */
export function entryQuery(id: string) {
	return queryOptions({
		queryKey: ['Entry', { id }] as const,
		queryFn: async ({ signal }): Promise<EntryQuery> => {
			try {
				return await request(EntryDocument, { id }, { signal });
			} catch (error) {
				const kept = error instanceof NetworkError ? await keptEntry(id) : undefined;
				if (!kept) throw error;
				return kept;
			}
		},
	});
}

async function keptEntry(id: string): Promise<EntryQuery | undefined> {
	const viewer = (
		await keptAnswer<{ viewer: { user: { id: string; displayName: string } } }>('Viewer', {})
	)?.viewer;
	for (let page = 0; viewer && page < keptPages; page++) {
		const kept = await keptAnswer<TimelineQuery>(keptTimeline, { page });
		const entry = kept?.viewer?.entries.nodes.find((node) => node.id === id);
		const { id: author, displayName } = viewer.user;
		if (entry) return { entry: { ...entry, author: { id: author, displayName } } };
	}
	return undefined;
}
