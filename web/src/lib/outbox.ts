import type { DBSchema, IDBPDatabase } from 'idb';
import { named } from './base';
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

let opening: Promise<IDBPDatabase<OutboxSchema>> | undefined;

/** Opens the database; its code is loaded when the first write has to wait. */
function database(): Promise<IDBPDatabase<OutboxSchema>> {
	opening ??= import('idb')
		.then(({ openDB }) =>
			openDB<OutboxSchema>(named('tamatar-outbox'), 1, {
				upgrade(db) {
					const store = db.createObjectStore('waiting', { keyPath: 'seq', autoIncrement: true });
					store.createIndex('user', 'userId');
					store.createIndex('subject', ['userId', 'subject']);
				},
				terminated() {
					opening = undefined;
				},
			}),
		)
		.catch((error: unknown) => {
			opening = undefined;
			throw error;
		});
	return opening;
}

/** The waiting writes of this browser, in IndexedDB. Fails where the browser forbids it. */
export const browserOutbox: OutboxStore = {
	async list(userId) {
		return (await database()).getAllFromIndex('waiting', 'user', userId);
	},
	async join({ userId, subject }, next) {
		const tx = (await database()).transaction('waiting', 'readwrite', { durability: 'strict' });
		const now = await tx.store.index('subject').get([userId, subject]);
		const item = next(now);
		// The key is given by the database where the write is a new one.
		const seq = await tx.store.put((now ? { ...item, seq: now.seq } : item) as Waiting);
		await tx.done;
		return { ...item, seq };
	},
	async change(seq, next) {
		const tx = (await database()).transaction('waiting', 'readwrite', { durability: 'strict' });
		const now = await tx.store.get(seq);
		const item = now ? next(now) : undefined;
		if (item) await tx.store.put(item);
		else if (now) await tx.store.delete(seq);
		await tx.done;
	},
};

/** How many writes of a person wait in this browser. */
export async function waitingCount(userId: string): Promise<number> {
	if (typeof indexedDB === 'undefined') return 0;
	return (await database()).countFromIndex('waiting', 'user', userId);
}

/** Forgets every write of a person that waits. Called on signing out, when none does or the person said so. */
export async function wipeWaiting(userId: string): Promise<void> {
	if (typeof indexedDB === 'undefined') return;
	const tx = (await database()).transaction('waiting', 'readwrite');
	for (const seq of await tx.store.index('user').getAllKeys(userId)) await tx.store.delete(seq);
	await tx.done;
}
