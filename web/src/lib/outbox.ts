import type { DBSchema } from 'idb';
import { kept } from './database';
import type { UserError } from './errors';

/** One write that waits in this browser until the server has it. */
export interface Waiting<Input = unknown> {
	/** Its place in the order of writing; unique in this browser. */
	seq: number;
	userId: string;
	/** The operation that sends it. */
	kind: string;
	/** What it is about. One write at most waits for each subject: a later one joins it. */
	subject: string;
	input: Input;
	/** Milliseconds since 1970, by the clock of this browser. */
	savedAt: number;
	/** Counts up with every change of the input. */
	version: number;
	/** The first version that was sent, and so may have arrived; 0 when none was. */
	tried: number;
	/** Why it cannot be sent as it is; the person decides. */
	trouble: Trouble | null;
}

/** The server refused the write, or the same thing was changed elsewhere. */
export type Trouble =
	| { kind: 'refused'; problems: readonly UserError[] }
	| { kind: 'conflict'; current: unknown; baseBody: string | null };

/** Where waiting writes are kept. Each call is one transaction: it is done whole or not at all. */
export interface OutboxStore {
	/** Everything of a person that waits, in the order of writing. */
	list(userId: string): Promise<Waiting[]>;
	/** Puts a write at the end, or changes the one of that subject which waits already. */
	join(
		at: { userId: string; subject: string },
		next: (now: Waiting | undefined) => Omit<Waiting, 'seq'>,
	): Promise<Waiting>;
	/** Changes a write, or takes it out (null). Does nothing when it is not there any more. */
	change(seq: number, next: (now: Waiting) => Waiting | null): Promise<void>;
}

interface OutboxSchema extends DBSchema {
	waiting: { key: number; value: Waiting; indexes: { user: string; subject: [string, string] } };
}

const waiting = kept<OutboxSchema, 'waiting'>(
	'tamatar-outbox',
	'waiting',
	(db) => {
		const store = db.createObjectStore('waiting', { keyPath: 'seq', autoIncrement: true });
		store.createIndex('user', 'userId');
		store.createIndex('subject', ['userId', 'subject']);
	},
	'strict',
);

/** The waiting writes of this browser, in IndexedDB. Fails where the browser forbids it. */
export const browserOutbox: OutboxStore = {
	list: (userId) => waiting.read((store) => store.index('user').getAll(userId)),
	join: ({ userId, subject }, next) =>
		waiting.write(async (store) => {
			const now = await store.index('subject').get([userId, subject]);
			const item = next(now);
			// The key is given by the database where the write is a new one.
			const seq = await store.put((now ? { ...item, seq: now.seq } : item) as Waiting);
			return { ...item, seq };
		}),
	change: (seq, next) =>
		waiting.write(async (store) => {
			const now = await store.get(seq);
			const item = now ? next(now) : undefined;
			if (item) await store.put(item);
			else if (now) await store.delete(seq);
		}),
};

/** How many writes of a person wait in this browser. */
export async function waitingCount(userId: string): Promise<number> {
	if (!waiting.possible) return 0;
	return await waiting.read((store) => store.index('user').count(userId));
}

/** Forgets every write of a person that waits. Called on signing out, when none does or the person said so. */
export async function wipeWaiting(userId: string): Promise<void> {
	if (!waiting.possible) return;
	await waiting.write(async (store) => {
		for (const seq of await store.index('user').getAllKeys(userId)) await store.delete(seq);
	});
}
