import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Draft } from '@/lib/drafts';
import { emptyContent } from './content';
import { TestFrame } from './testing/frame';
import { useKeptDraft } from './useKeptDraft';

const drafts = vi.hoisted(() => ({
	readMirror: vi.fn(),
	loadDraft: vi.fn(),
	saveDraft: vi.fn(() => Promise.resolve()),
	dropDraft: vi.fn(() => Promise.resolve()),
}));
vi.mock('@/lib/drafts', () => drafts);

const initial = emptyContent;

/** A form whose draft arrives when `arrive` is called. */
function slowStorage() {
	let arrive: (draft?: Draft<unknown>) => void = () => {};
	drafts.loadDraft.mockReturnValue(
		new Promise((resolve) => {
			arrive = resolve;
		}),
	);
	const hook = renderHook(() => useKeptDraft('capture', initial, 0), { wrapper: TestFrame });
	return { hook, arrive: (draft?: Draft<unknown>) => act(async () => arrive(draft)) };
}

function draftOf(body: string): Draft<unknown> {
	return {
		userId: 'u',
		place: 'capture',
		baseRevision: 0,
		clientId: 'draft-id',
		content: { ...initial, body },
		savedAt: 1,
	};
}

beforeEach(() => vi.clearAllMocks());

it('keeps what was typed before the storage answered', async () => {
	const { hook, arrive } = slowStorage();
	act(() => hook.result.current.change({ body: 'Ty' }));
	await arrive(undefined);
	expect(hook.result.current.content.body).toBe('Ty');
	expect(hook.result.current.ready).toBe(true);
});

it('puts what was typed behind a draft that arrives late', async () => {
	const { hook, arrive } = slowStorage();
	act(() => hook.result.current.change({ body: 'new words' }));
	await arrive(draftOf('old words'));
	expect(hook.result.current.content.body).toBe('old words\n\nnew words');
});

it('restores a draft when nothing was typed', async () => {
	const { hook, arrive } = slowStorage();
	await arrive(draftOf('old words'));
	expect(hook.result.current.content.body).toBe('old words');
	expect(hook.result.current.restoredAt).toBe(1);
});

it('knows what is typed at once, and shows it after the paint', async () => {
	const { hook, arrive } = slowStorage();
	await arrive(undefined);
	const shown = hook.result.current.content;
	act(() => {
		hook.result.current.type('T');
		hook.result.current.type('Ty');
	});
	expect(hook.result.current.content).toBe(shown);
	expect(hook.result.current.now().body).toBe('Ty');
	expect(drafts.saveDraft).toHaveBeenLastCalledWith(
		expect.objectContaining({ content: expect.objectContaining({ body: 'Ty' }) }),
	);
	await waitFor(() => expect(hook.result.current.content.body).toBe('Ty'));
});

it('loses nothing of what is typed between two renders', async () => {
	const { hook, arrive } = slowStorage();
	await arrive(undefined);
	act(() => {
		hook.result.current.type('Text');
		hook.result.current.change({ minutes: '30' });
	});
	expect(hook.result.current.content).toMatchObject({ body: 'Text', minutes: '30' });
});
