import {
	EditEntryDocument,
	type EditEntryInput,
	type EditEntryMutation,
	type EntryCardFragment,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { NetworkError, type UserError } from '@/lib/errors';
import { useViewer } from '@/lib/viewer';
import { useEntryCache } from './entry-cache';
import { useKeepWaiting } from './useKeepWaiting';

/** What is saved now where the text that was sent began from something older. */
export type Conflict = NonNullable<EditEntryMutation['editEntry']['conflict']>;

/** The saved entry, the conflict, or what is to be mended. */
export interface EditOutcome {
	entry: EntryCardFragment | null;
	conflict: Conflict | null;
	errors: UserError[];
	/** The server was not reached: the edit waits in this browser. */
	kept?: boolean;
}

/** Sends an edit to the server. */
export async function sendEdit(input: EditEntryInput): Promise<EditOutcome> {
	return (await request(EditEntryDocument, { input })).editEntry;
}

/**
 * Edits an entry. `onto` is the version of the waiting edit that the text began from; without one the edit is sent at
 * once, and waits in this browser when the server is not reached.
 */
export type EditEntry = (input: EditEntryInput, onto?: number) => Promise<EditOutcome>;

const kept: EditOutcome = { entry: null, conflict: null, errors: [], kept: true };

/** A function that edits an entry and lets every page that shows it know. */
export function useEditEntry(): EditEntry {
	const cache = useEntryCache();
	const { id: userId } = useViewer().user;
	const keep = useKeepWaiting();
	return async (input, onto) => {
		if (onto !== undefined) {
			await keep((queue) => queue.keepEdit(input, onto, false), userId);
			return kept;
		}
		try {
			const outcome = await sendEdit(input);
			if (outcome.entry) cache.changed(outcome.entry);
			return outcome;
		} catch (error) {
			if (!(error instanceof NetworkError)) throw error;
			await keep((queue) => queue.keepEdit(input, null, true), userId, error);
			return kept;
		}
	};
}
