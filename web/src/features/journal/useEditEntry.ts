import {
	EditEntryDocument,
	type EditEntryInput,
	type EditEntryMutation,
	type EntryCardFragment,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import type { UserError } from '@/lib/errors';
import { outbox } from '@/lib/outbox';
import { useEntryCache } from './entry-cache';

/** What is saved now where the text that was sent began from something older. */
export type Conflict = NonNullable<EditEntryMutation['editEntry']['conflict']>;

/** The saved entry, the conflict, or what is to be mended. */
export interface EditOutcome {
	entry: EntryCardFragment | null;
	conflict: Conflict | null;
	errors: UserError[];
}

/** Sends an edit through the outbox. */
export async function sendEdit(input: EditEntryInput): Promise<EditOutcome> {
	const answer = await outbox().send({
		kind: 'EditEntry',
		clientId: input.clientId,
		run: () => request(EditEntryDocument, { input }),
	});
	return answer.editEntry;
}

/** A function that edits an entry and lets every page that shows it know. */
export function useEditEntry(): (input: EditEntryInput) => Promise<EditOutcome> {
	const cache = useEntryCache();
	return async (input) => {
		const outcome = await sendEdit(input);
		if (outcome.entry) cache.changed(outcome.entry);
		return outcome;
	};
}
