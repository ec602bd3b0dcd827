import type { DBSchema } from 'idb';
import { afterPaint } from './after-paint';
import { named } from './base';
import { kept } from './database';

/**
 * Text that somebody typed and has not saved yet. It survives reload, crash, a switch of
 * tasks on a phone and the end of the session. A draft belongs to one person, one place
 * (an entry, or the capture box) and the revision that the text began from.
 */
export interface Draft<T = unknown> {
	userId: string;
	/** What it is a draft of: an entry id, or a name such as "capture". */
	place: string;
	/** The revision of the entry that the text began from; 0 for something new. */
	baseRevision: number;
	/** Made once per draft, so that a save that is tried again writes nothing twice. */
	clientId: string;
	content: T;
	/** Milliseconds since 1970, by the clock of this browser. */
	savedAt: number;
}

interface DraftSchema extends DBSchema {
	drafts: { key: string; value: Draft; indexes: { user: string } };
}

const mirrorPrefix = named('tamatar.draft.');
const drafts = kept<DraftSchema, 'drafts'>('tamatar-drafts', 'drafts', (db) => {
	db.createObjectStore('drafts').createIndex('user', 'userId');
});

/** What is on its way to IndexedDB: of many keys in a row the last one counts. */
const moving = new Map<string, Draft>();

function key(userId: string, place: string): string {
	return `${userId}/${place}`;
}

/**
 * Keeps a draft. The text is in localStorage when this returns (that is what survives a tab
 * killed in the middle of a word) and moves to IndexedDB after the next paint, which holds far more.
 */
export async function saveDraft(draft: Draft): Promise<void> {
	const id = key(draft.userId, draft.place);
	try {
		localStorage.setItem(mirrorPrefix + id, JSON.stringify(draft));
	} catch {
		// Full or forbidden: IndexedDB below still takes it.
	}
	if (!drafts.possible) return;
	moving.set(id, draft);
	await new Promise<void>(afterPaint);
	// A newer one goes in its place, or it was forgotten meanwhile.
	if (moving.get(id) !== draft) return;
	moving.delete(id);
	await drafts.write((store) => store.put(draft, id));
}

/** The newest draft of a place, or undefined. */
export async function loadDraft<T>(userId: string, place: string): Promise<Draft<T> | undefined> {
	const id = key(userId, place);
	const mirrored = (moving.get(id) as Draft<T> | undefined) ?? readMirror<T>(userId, place);
	if (!drafts.possible) return mirrored;
	try {
		const stored = (await drafts.read((store) => store.get(id))) as Draft<T> | undefined;
		if (!stored) return mirrored;
		return mirrored && mirrored.savedAt > stored.savedAt ? mirrored : stored;
	} catch {
		return mirrored;
	}
}

/** The draft as localStorage knows it, at once, for the first paint. */
export function readMirror<T>(userId: string, place: string): Draft<T> | undefined {
	try {
		const text = localStorage.getItem(mirrorPrefix + key(userId, place));
		return text ? (JSON.parse(text) as Draft<T>) : undefined;
	} catch {
		return undefined;
	}
}

/** Forgets a draft: it was saved, or thrown away on purpose. */
export async function dropDraft(userId: string, place: string): Promise<void> {
	moving.delete(key(userId, place));
	try {
		localStorage.removeItem(mirrorPrefix + key(userId, place));
	} catch {
		// Nothing was kept there.
	}
	if (!drafts.possible) return;
	await drafts.write((store) => store.delete(key(userId, place)));
}

/** Every draft of a person, newest first. */
export async function listDrafts(userId: string): Promise<Draft[]> {
	if (!drafts.possible) return [];
	const all = await drafts.read((store) => store.index('user').getAll(userId));
	return all.sort((a, b) => b.savedAt - a.savedAt);
}

/** Removes every draft of a person from this browser. Called on signing out. */
export async function wipeDrafts(userId: string): Promise<void> {
	for (const id of moving.keys()) if (id.startsWith(`${userId}/`)) moving.delete(id);
	try {
		for (const name of Object.keys(localStorage)) {
			if (name.startsWith(`${mirrorPrefix}${userId}/`)) localStorage.removeItem(name);
		}
	} catch {
		// Storage is forbidden: nothing was kept.
	}
	if (!drafts.possible) return;
	await drafts.write(async (store) => {
		for (const name of await store.index('user').getAllKeys(userId)) await store.delete(name);
	});
}
