import { beforeEach, expect, it, vi } from 'vitest';
import { dropDraft, loadDraft, saveDraft, wipeDrafts } from './drafts';

const stored = vi.hoisted(() => new Map<string, { userId: string }>());
const puts = vi.hoisted(() => vi.fn());
vi.mock('./database', () => {
	const store = {
		get: async (id: string) => stored.get(id),
		put: async (draft: { userId: string }, id: string) => {
			puts(id);
			stored.set(id, draft);
		},
		delete: async (id: string) => stored.delete(id),
		index: () => ({
			getAllKeys: async (userId: string) =>
				[...stored.keys()].filter((id) => id.startsWith(userId)),
		}),
	};
	const run = async (work: (s: typeof store) => Promise<unknown>) => await work(store);
	return { kept: () => ({ possible: true, read: run, write: run }) };
});

const draft = { userId: 'u1', place: 'p', baseRevision: 0, clientId: 'c', content: '', savedAt: 1 };

beforeEach(() => {
	stored.clear();
	localStorage.clear();
	puts.mockClear();
});

it('moves the newest of many keys in a row, once', async () => {
	const moves = ['h', 'ha', 'hal', 'half'].map((content) => saveDraft({ ...draft, content }));
	localStorage.clear();
	expect((await loadDraft('u1', 'p'))?.content).toBe('half');
	await Promise.all(moves);
	expect((await loadDraft('u1', 'p'))?.content).toBe('half');
	expect(puts).toHaveBeenCalledTimes(1);
});

it('does not bring back what was dropped or wiped on its way', async () => {
	const moves = ['u1', 'u2'].map((userId) => saveDraft({ ...draft, userId }));
	await dropDraft('u1', 'p');
	await wipeDrafts('u2');
	await Promise.all(moves);
	expect(await loadDraft('u1', 'p')).toBeUndefined();
	expect(await loadDraft('u2', 'p')).toBeUndefined();
	expect(puts).not.toHaveBeenCalled();
});
