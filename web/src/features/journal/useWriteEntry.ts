import { useQueryClient } from '@tanstack/react-query';
import { type EntryCardFragment, WriteEntryDocument, type WriteEntryInput } from '@/gql/graphql';
import { request } from '@/lib/client';
import { browserZone } from '@/lib/dates';
import type { UserError } from '@/lib/errors';
import { outbox } from '@/lib/outbox';

/** The saved entry, or what is to be mended. */
export interface WriteOutcome {
	entry: EntryCardFragment | null;
	errors: UserError[];
}

/** Writes an entry through the outbox. The client id makes a second try harmless. */
export type WriteEntry = (input: WriteEntryInput) => Promise<WriteOutcome>;

/** Queries that show entries; they are read again after a write. */
export const entryQueries = ['Dashboard', 'YearHeatmap', 'Timeline', 'SearchEntries'] as const;

/** A function that writes an entry and lets every page that shows entries know. */
export function useWriteEntry(): WriteEntry {
	const queryClient = useQueryClient();
	return async (input) => {
		const answer = await outbox().send({
			kind: 'WriteEntry',
			clientId: input.clientId,
			run: () => request(WriteEntryDocument, { input: { zone: browserZone(), ...input } }),
		});
		if (answer.writeEntry.entry) {
			for (const name of entryQueries) {
				void queryClient.invalidateQueries({ queryKey: [name] });
			}
		}
		return { entry: answer.writeEntry.entry, errors: answer.writeEntry.errors };
	};
}
