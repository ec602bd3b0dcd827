import {
	EditEntryDocument,
	type EditEntryInput,
	type EntryCardFragment,
	WriteEntryDocument,
	type WriteEntryInput,
} from '@/gql/graphql';
import { named } from '@/lib/base';
import { request } from '@/lib/client';
import { newClientId } from '@/lib/id';
import { browserOutbox } from '@/lib/outbox';
import { Queue } from './queue';

const sender = {
	write: async (input: WriteEntryInput) =>
		(await request(WriteEntryDocument, { input })).writeEntry,
	edit: async (input: EditEntryInput) => (await request(EditEntryDocument, { input })).editEntry,
};

/** The writes of a person that wait in this browser. */
export function browserQueue(userId: string): Queue {
	return new Queue(userId, { store: browserOutbox, sender, newClientId, now: Date.now });
}

/**
 * Sends what waits, in one tab at a time. Gives false when another tab is at it, or when the server cannot take it now.
 */
export async function flushQueue(
	queue: Queue,
	onSaved: (entry: EntryCardFragment) => void,
): Promise<boolean> {
	const flush = async () => (await queue.flush(onSaved)) === 'empty';
	if (!('locks' in navigator)) return flush();
	return navigator.locks.request(named('tamatar.outbox'), { ifAvailable: true }, (lock) =>
		lock ? flush() : false,
	);
}
