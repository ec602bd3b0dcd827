import { type EntryCardFragment, WriteEntryDocument, type WriteEntryInput } from '@/gql/graphql';
import { request } from '@/lib/client';
import { browserZone } from '@/lib/dates';
import type { UserError } from '@/lib/errors';
import { newClientId } from '@/lib/id';
import { outbox } from '@/lib/outbox';
import { holds } from './content';
import { useEntryCache } from './entry-cache';
import { sendEdit } from './useEditEntry';

/** The saved entry, or what is to be mended. */
export interface WriteOutcome {
	entry: EntryCardFragment | null;
	errors: UserError[];
}

/** Writes an entry through the outbox. The client id makes a second try harmless. */
export type WriteEntry = (input: WriteEntryInput) => Promise<WriteOutcome>;

/** A function that writes an entry and lets every page that shows entries know. */
export function useWriteEntry(): WriteEntry {
	const cache = useEntryCache();
	return async (input) => {
		const answer = await outbox().send({
			kind: 'WriteEntry',
			clientId: input.clientId,
			run: () => request(WriteEntryDocument, { input: { zone: browserZone(), ...input } }),
		});
		const { entry, errors } = answer.writeEntry;
		if (!entry) return { entry, errors };
		cache.added(entry);
		if (holds(entry, input)) return { entry, errors };
		// An earlier try had arrived after all; what was typed since goes on top of it.
		return amend(entry, input, cache.changed);
	};
}

async function amend(
	entry: EntryCardFragment,
	input: WriteEntryInput,
	changed: (entry: EntryCardFragment) => void,
): Promise<WriteOutcome> {
	const outcome = await sendEdit({
		id: entry.id,
		baseRevision: entry.revision,
		clientId: newClientId(),
		body: input.body,
		kind: input.kind ?? entry.kind,
		day: input.day ?? entry.day,
		minutes: input.minutes ?? null,
		mood: input.mood ?? null,
		energy: input.energy ?? null,
		tags: input.tags ?? [],
		audience: input.audience ?? entry.audience,
	});
	if (outcome.entry) changed(outcome.entry);
	return { entry: outcome.entry, errors: outcome.errors };
}
