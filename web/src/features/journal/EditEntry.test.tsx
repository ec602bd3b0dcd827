import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Audience, EntryCardFragment } from '@/gql/graphql';
import { ApiError, NetworkError } from '@/lib/errors';
import { EditEntry } from './EditEntry';
import { TestFrame, testEntry } from './testing/frame';

const request = vi.hoisted(() => vi.fn());
vi.mock('@/lib/client', () => ({ request }));
// The field that stands in until the editor has arrived keeps the same promises, and happy-dom can type in it.
vi.mock('./editor/MarkdownEditor', () => Promise.reject(new Error('not fetched')));

type Sent = {
	input: {
		body: string;
		baseRevision: number;
		clientId: string;
		minutes: number | null;
		audience: Audience;
	};
};

/** What the server knows of somebody who has nothing. */
const nothing = {
	tags: [],
	schedules: [],
	evidenceDays: [] as { day: string; items: number }[] | null,
	templates: [],
	rollOver: { automatic: false, place: 'END', heading: '', doneHeading: '', takeOut: false },
};

/** Answers edits with what `answer` gives; everything else is empty. */
function server(answer: (sent: Sent['input']) => unknown) {
	request.mockImplementation((document: { __meta__?: { name?: string } }, variables: Sent) => {
		if (document.__meta__?.name !== 'EditEntry') return Promise.resolve({ viewer: nothing });
		try {
			return Promise.resolve({ editEntry: answer(variables.input) });
		} catch (error) {
			return Promise.reject(error);
		}
	});
}

function edits(): Sent['input'][] {
	return request.mock.calls
		.filter(([document]) => document.__meta__?.name === 'EditEntry')
		.map(([, variables]) => variables.input);
}

async function open(change: Partial<EntryCardFragment> = {}, onDone = vi.fn()) {
	render(
		<TestFrame>
			<EditEntry entry={testEntry(change)} onDone={onDone} />
		</TestFrame>,
	);
	await screen.findByRole('textbox', { name: 'Entry text' });
	return { onDone };
}

/** Types into the field that is there now: the one that stands in may just have been replaced. */
function type(value: string) {
	fireEvent.change(screen.getByRole('textbox', { name: 'Entry text' }), { target: { value } });
}

beforeEach(() => {
	request.mockReset();
	request.mockResolvedValue({ viewer: nothing });
});

describe('the form of an entry', () => {
	it('saves what was typed from the revision it began with', async () => {
		const user = userEvent.setup();
		server((sent) => ({
			entry: testEntry({ body: sent.body, minutes: sent.minutes, revision: 4 }),
			conflict: null,
			errors: [],
		}));
		const { onDone } = await open();
		type('New text');
		await user.type(screen.getByLabelText('Time spent'), '1h 30');
		await user.click(screen.getByRole('button', { name: 'Save changes' }));
		await waitFor(() => expect(onDone).toHaveBeenCalled());
		expect(edits()).toHaveLength(1);
		expect(edits()[0]).toMatchObject({ body: 'New text', baseRevision: 3, minutes: 90 });
	});

	it('has beside it what other sources know of the day of the entry', async () => {
		const known = [{ day: '2026-11-20', items: 3 }];
		request.mockResolvedValue({ viewer: { ...nothing, evidenceDays: known } });
		await open();
		const margin = await screen.findByRole('complementary', { name: /Seen elsewhere on/ });
		const field = screen.getByRole('textbox', { name: 'Entry text' });
		// Behind the form: where there is no room beside it, nothing moves when it comes.
		expect(field.compareDocumentPosition(margin)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
	});

	it('stays when what stands beside it breaks', async () => {
		const broken = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		request.mockResolvedValue({ viewer: { ...nothing, evidenceDays: null } });
		await open();
		await waitFor(() => expect(broken).toHaveBeenCalled());
		type('Goes on');
		expect(screen.getByRole('textbox', { name: 'Entry text' })).toHaveValue('Goes on');
		broken.mockRestore();
	});

	it('does not send a time that is none, and says so', async () => {
		const user = userEvent.setup();
		server(() => ({ entry: null, conflict: null, errors: [] }));
		await open();
		await user.type(screen.getByLabelText('Time spent'), 'soon');
		await user.click(screen.getByRole('button', { name: 'Save changes' }));
		expect(screen.getByRole('alert')).toHaveTextContent('Give a time such as 45');
		expect(edits()).toHaveLength(0);
	});

	it('shows the sentence of the server beside the text and keeps the text', async () => {
		const user = userEvent.setup();
		server(() => ({
			entry: null,
			conflict: null,
			errors: [{ code: 'x', field: 'body', message: 'This text has bytes that are no text.' }],
		}));
		await open();
		type('odd \u0000 text');
		await user.click(screen.getByRole('button', { name: 'Save changes' }));
		expect(await screen.findByText('This text has bytes that are no text.')).toBeVisible();
		expect(screen.getByRole('textbox', { name: 'Entry text' })).toHaveValue('odd \u0000 text');
	});

	it('sends nothing over 64 KiB, says how long it is, and keeps it', async () => {
		const user = userEvent.setup();
		await open();
		type('x'.repeat(1_000_000));
		await user.click(screen.getByRole('button', { name: 'Save changes' }));
		expect(screen.getByRole('alert')).toHaveTextContent('This text has 976.6 KiB');
		expect(edits()).toHaveLength(0);
		expect(screen.getByRole('textbox', { name: 'Entry text' })).toHaveValue('x'.repeat(1_000_000));
	});

	it('keeps the text when the connection is lost, and saves it once when it is back', async () => {
		const user = userEvent.setup();
		let lost = true;
		server((sent) => {
			if (lost) throw new NetworkError('gone');
			return { entry: testEntry({ body: sent.body }), conflict: null, errors: [] };
		});
		const { onDone } = await open();
		type('Typed in a tunnel');
		await user.click(screen.getByRole('button', { name: 'Save changes' }));
		expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
		lost = false;
		fireEvent(window, new Event('online'));
		await waitFor(() => expect(onDone).toHaveBeenCalled());
		expect(edits().map((sent) => sent.body)).toEqual(['Typed in a tunnel', 'Typed in a tunnel']);
		expect(new Set(edits().map((sent) => sent.clientId)).size).toBe(1);
	});

	it('shows both versions when a lost save had arrived after all and more was typed since', async () => {
		const user = userEvent.setup();
		let first: string | undefined;
		server((sent) => {
			if (first === undefined) {
				first = sent.body;
				throw new NetworkError('answer lost');
			}
			return { entry: testEntry({ body: first, revision: 4 }), conflict: null, errors: [] };
		});
		const { onDone } = await open();
		type('first');
		await user.click(screen.getByRole('button', { name: 'Save changes' }));
		await screen.findByRole('button', { name: 'Try again' });
		type('first and second');
		await user.click(screen.getByRole('button', { name: 'Try again' }));
		const mine = await screen.findByRole('region', { name: 'Your version', hidden: true });
		expect(mine.textContent).toBe('first and second');
		expect(onDone).not.toHaveBeenCalled();
	});

	it('opens both versions on a conflict and saves mine on top of theirs', async () => {
		const user = userEvent.setup();
		server((sent) =>
			sent.baseRevision === 3
				? {
						entry: null,
						conflict: {
							current: testEntry({ body: 'Theirs', revision: 7 }),
							yourBody: sent.body,
							baseBody: 'Saved text',
						},
						errors: [],
					}
				: { entry: testEntry({ body: sent.body, revision: 8 }), conflict: null, errors: [] },
		);
		const { onDone } = await open();
		type('Mine');
		await user.click(screen.getByRole('button', { name: 'Save changes' }));
		await user.click(await screen.findByRole('button', { name: 'Keep mine', hidden: true }));
		await waitFor(() => expect(onDone).toHaveBeenCalled());
		expect(edits()[1]).toMatchObject({ body: 'Mine', baseRevision: 7 });
	});

	it.each([
		['PUBLIC', 'PRIVATE', 'PRIVATE'],
		['PRIVATE', 'PUBLIC', 'PRIVATE'],
		['FOLLOWERS', 'FOLLOWERS', 'FOLLOWERS'],
	] as const)('keeps mine for %s, over %s elsewhere, as %s', async (mine, theirs, wanted) => {
		const user = userEvent.setup();
		server((sent) =>
			sent.baseRevision === 3
				? {
						entry: null,
						conflict: {
							current: testEntry({ body: 'Theirs', revision: 7, audience: theirs }),
							yourBody: sent.body,
							baseBody: 'Saved text',
						},
						errors: [],
					}
				: {
						entry: testEntry({ body: sent.body, revision: 8, audience: sent.audience }),
						conflict: null,
						errors: [],
					},
		);
		const { onDone } = await open({ audience: mine });
		type('Mine');
		await user.click(screen.getByRole('button', { name: 'Save changes' }));
		await user.click(await screen.findByRole('button', { name: 'Keep mine', hidden: true }));
		await waitFor(() => expect(onDone).toHaveBeenCalled());
		expect(edits()[1]).toMatchObject({ body: 'Mine', baseRevision: 7, audience: wanted });
	});

	it('brings a draft back after a reload, and can be rid of it', async () => {
		const user = userEvent.setup();
		server(() => {
			throw new ApiError({ message: 'no', code: 'internal', status: 500 });
		});
		await open();
		type('Half a sent');
		document.body.replaceChildren();
		await open();
		const restored = await screen.findByRole('textbox', { name: 'Entry text' });
		expect(restored).toHaveValue('Half a sent');
		expect(screen.getByText(/Draft from .* restored/)).toBeVisible();
		await user.click(screen.getByRole('button', { name: 'Discard' }));
		expect(await screen.findByRole('textbox', { name: 'Entry text' })).toHaveValue('Saved text');
	});
});
