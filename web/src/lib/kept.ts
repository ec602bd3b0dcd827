import type { DBSchema } from 'idb';
import { kept } from './database';

/**
 * The last answers of reads that must work without a network. They belong to the person
 * who is signed in, and are wiped when somebody else signs in, or on signing out.
 */
interface KeptSchema extends DBSchema {
	answers: { key: string; value: { data: unknown; at: number } };
}

const answers = kept<KeptSchema, 'answers'>('tamatar-kept', 'answers', (db) => {
	db.createObjectStore('answers');
});

function key(name: string, variables: unknown): string {
	return `${name} ${JSON.stringify(variables)}`;
}

/** Keeps an answer for later. Never fails: without storage nothing is kept. */
export async function keepAnswer(name: string, variables: unknown, data: unknown): Promise<void> {
	if (!answers.possible) return;
	try {
		await answers.write((store) => store.put({ data, at: Date.now() }, key(name, variables)));
	} catch {
		// Full or forbidden: offline will show less.
	}
}

/** The last answer that was kept, or undefined. */
export async function keptAnswer<T>(name: string, variables: unknown): Promise<T | undefined> {
	if (!answers.possible) return undefined;
	try {
		const found = await answers.read((store) => store.get(key(name, variables)));
		return found?.data as T | undefined;
	} catch {
		return undefined;
	}
}

/** Forgets every kept answer. */
export async function wipeKept(): Promise<void> {
	if (!answers.possible) return;
	try {
		await answers.write((store) => store.clear());
	} catch {
		// Nothing was kept.
	}
}
