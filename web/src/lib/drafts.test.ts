import { describe, expect, it } from 'vitest';
import { dropDraft, loadDraft, readMirror, saveDraft, wipeDrafts } from './drafts';

const draft = {
	userId: 'u1',
	place: 'capture',
	baseRevision: 0,
	clientId: 'c1',
	content: 'half a sentence',
	savedAt: 1,
};

describe('drafts', () => {
	it('are there at once, before anything asynchronous has run', () => {
		void saveDraft(draft);
		expect(readMirror<string>('u1', 'capture')?.content).toBe('half a sentence');
	});

	it('come back with the revision they began from', async () => {
		await saveDraft({ ...draft, place: 'e1', baseRevision: 7 });
		expect(await loadDraft('u1', 'e1')).toMatchObject({ baseRevision: 7, clientId: 'c1' });
	});

	it('belong to one person and one place', async () => {
		await saveDraft(draft);
		expect(await loadDraft('u2', 'capture')).toBeUndefined();
		expect(await loadDraft('u1', 'other')).toBeUndefined();
	});

	it('are gone after they were dropped, or the person signed out', async () => {
		await saveDraft(draft);
		await dropDraft('u1', 'capture');
		expect(await loadDraft('u1', 'capture')).toBeUndefined();
		await saveDraft(draft);
		await saveDraft({ ...draft, userId: 'u2' });
		await wipeDrafts('u1');
		expect(readMirror('u1', 'capture')).toBeUndefined();
		expect(readMirror('u2', 'capture')).toBeDefined();
	});
});
