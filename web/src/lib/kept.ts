import type { DBSchema, IDBPDatabase } from 'idb';
import { named } from './base';

/**
 * The last answers of reads that must work without a network. They belong to the person
 * who is signed in, and are wiped when somebody else signs in, or on signing out.
 */
interface KeptSchema extends DBSchema {
	answers: { key: string; value: { data: unknown; at: number } };
}

let opening: Promise<IDBPDatabase<KeptSchema>> | undefined;

function database(): Promise<IDBPDatabase<KeptSchema>> {
	opening ??= import('idb')
		.then(({ openDB }) =>
			openDB<KeptSchema>(named('tamatar-kept'), 1, {
				upgrade: (db) => void db.createObjectStore('answers'),
				terminated: () => {
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

function key(name: string, variables: unknown): string {
	return `${name} ${JSON.stringify(variables)}`;
}

const possible = typeof indexedDB !== 'undefined';

/** Keeps an answer for later. Never fails: without storage nothing is kept. */
export async function keepAnswer(name: string, variables: unknown, data: unknown): Promise<void> {
	if (!possible) return;
	try {
		await (await database()).put('answers', { data, at: Date.now() }, key(name, variables));
	} catch {
		// Full or forbidden: offline will show less.
	}
}

/** The last answer that was kept, or undefined. */
export async function keptAnswer<T>(name: string, variables: unknown): Promise<T | undefined> {
	if (!possible) return undefined;
	try {
		const found = await (await database()).get('answers', key(name, variables));
		return found?.data as T | undefined;
	} catch {
		return undefined;
	}
}

/** Forgets every kept answer. */
export async function wipeKept(): Promise<void> {
	if (!possible) return;
	try {
		await (await database()).clear('answers');
	} catch {
		// Nothing was kept.
	}
}
