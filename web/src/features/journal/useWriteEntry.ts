import { type EntryCardFragment, WriteEntryDocument, type WriteEntryInput } from '@/gql/graphql';
import { request } from '@/lib/client';
import { browserZone } from '@/lib/dates';
import { NetworkError, type UserError } from '@/lib/errors';
import { newClientId } from '@/lib/id';
import { useViewer } from '@/lib/viewer';
import { editOver, holds } from './content';
import { useEntryCache } from './entry-cache';
import { sendEdit } from './useEditEntry';
import { useKeepWaiting } from './useKeepWaiting';

/** The saved entry, or what is to be mended. */
export interface WriteOutcome {
	entry: EntryCardFragment | null;
	errors: UserError[];
	/** The server was not reached, or must be asked again: the entry waits in this browser. */
	kept?: boolean;
}

/** Writes an entry. The client id makes a second try harmless. Without a network the entry waits in this browser. */
export type WriteEntry = (input: WriteEntryInput) => Promise<WriteOutcome>;

/** A function that writes an entry and lets every page that shows entries know. */
export function useWriteEntry(): WriteEntry {
	const cache = useEntryCache();
	const { id: userId } = useViewer().user;
	const keep = useKeepWaiting();
	return async (given) => {
		const input: WriteEntryInput = { zone: browserZone(), ...given };
		const now = new Date().toISOString();
		try {
			const { entry, errors } = (await request(WriteEntryDocument, { input })).writeEntry;
			if (!entry) return { entry, errors };
			cache.added(entry);
			if (holds(entry, input)) return { entry, errors };
			// An earlier try had arrived after all; what was typed since goes on top of what that one wrote.
			const edit = editOver(input, entry, {
				baseRevision: 1,
				clientId: newClientId(),
				body: input.body,
			});
			const outcome = await sendEdit(edit);
			if (outcome.entry) cache.changed(outcome.entry);
			if (!outcome.conflict) return { entry: outcome.entry, errors: outcome.errors };
			await keep((queue) => queue.keepEdit(edit, null, true), userId);
			return { entry: null, errors: [], kept: true };
		} catch (error) {
			if (!(error instanceof NetworkError)) throw error;
			// However long the network is away, the entry belongs to now.
			const waiting = { ...input, loggedAt: input.loggedAt ?? now };
			await keep((queue) => queue.keepWrite(waiting, true), userId, error);
			return { entry: null, errors: [], kept: true };
		}
	};
}
