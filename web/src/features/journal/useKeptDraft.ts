import { useCallback, useEffect, useRef, useState } from 'react';
import { afterPaint } from '@/lib/after-paint';
import { type Draft, dropDraft, loadDraft, readMirror, saveDraft } from '@/lib/drafts';
import { newClientId } from '@/lib/id';
import { useViewer } from '@/lib/viewer';
import { type EntryContent, readContent, sameContent } from './content';

/** How long to wait for the storage of the browser before beginning without it, in milliseconds. */
const patience = 800;

interface KeptDraft {
	/** False until it is known whether there is a draft. */
	ready: boolean;
	/** What the form shows; the text may be one paint behind `now`. */
	content: EntryContent;
	/** What is typed, at once: what is saved is read here. */
	now: () => EntryContent;
	/** Counts up when the content is replaced from outside; editors begin anew with it. */
	generation: number;
	/** The revision that the content began from. */
	baseRevision: number;
	clientId: string;
	/** When the draft that was restored was typed, milliseconds; undefined when none was. */
	restoredAt: number | undefined;
	/** Takes what was typed and keeps it at once. */
	change: (part: Partial<EntryContent>) => void;
	/** Takes the text from a field that shows it by itself: kept at once, rendered after the paint that shows the key. */
	type: (body: string) => void;
	/** Throws the draft away and goes back to what is saved. */
	discard: () => void;
	/** Forgets the draft: it is saved on the server. */
	done: () => Promise<void>;
	/** Puts other content in place, from another revision: after a conflict. */
	replace: (content: EntryContent, baseRevision: number) => void;
	/** For the next try of a save whose content is new. */
	renewClientId: () => string;
}

interface State {
	content: EntryContent;
	baseRevision: number;
	restoredAt: number | undefined;
	generation: number;
	ready: boolean;
}

/**
 * The content of a form that survives reload, crash and the end of the session. `initial` is what is saved
 * on the server at `revision`; 0 for something new.
 */
export function useKeptDraft(place: string, initial: EntryContent, revision: number): KeptDraft {
	const { id: userId } = useViewer().user;
	const clientId = useRef<string>('');
	const start = useRef<State>(null);
	if (!start.current) {
		const mirrored = readMirror<unknown>(userId, place);
		start.current = stateOf(mirrored, initial, revision, mirrored !== undefined);
		clientId.current = mirrored?.clientId ?? newClientId();
	}
	const [state, setState] = useState<State>(start.current);
	// What is typed, at once: a render may still have the state of before.
	const latest = useRef(state);
	const set = useCallback((next: State) => {
		latest.current = next;
		setState(next);
	}, []);

	useEffect(() => {
		if (latest.current.ready) return;
		let over = false;
		const begin = (draft?: Draft<unknown>) => {
			if (over) return;
			over = true;
			if (draft) clientId.current = draft.clientId;
			const found = stateOf(draft, initial, revision, true);
			const now = latest.current;
			// What was typed while the storage was read stands behind what it held: neither is lost.
			const typed = now.content !== start.current?.content;
			set(typed ? { ...found, content: joined(found, now.content) } : found);
		};
		const timer = setTimeout(begin, patience);
		loadDraft<unknown>(userId, place).then(begin, () => begin());
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [userId, place, initial, revision, set]);

	const keep = useCallback(
		(content: EntryContent, baseRevision: number) => {
			const draft: Draft<EntryContent> = {
				userId,
				place,
				baseRevision,
				clientId: clientId.current,
				content,
				savedAt: Date.now(),
			};
			// Storage that is full or forbidden must not stop anybody from typing.
			void saveDraft(draft).catch(() => {});
		},
		[userId, place],
	);

	const change = useCallback(
		(part: Partial<EntryContent>) => {
			const content = { ...latest.current.content, ...part };
			set({ ...latest.current, content });
			keep(content, latest.current.baseRevision);
		},
		[keep, set],
	);

	const now = useCallback(() => latest.current.content, []);

	const waiting = useRef(false);
	const type = useCallback(
		(body: string) => {
			const content = { ...latest.current.content, body };
			latest.current = { ...latest.current, content };
			keep(content, latest.current.baseRevision);
			if (waiting.current) return;
			waiting.current = true;
			afterPaint(() => {
				waiting.current = false;
				setState(latest.current);
			});
		},
		[keep],
	);

	const done = useCallback(async () => {
		clientId.current = newClientId();
		await dropDraft(userId, place).catch(() => {});
	}, [userId, place]);

	const discard = useCallback(() => {
		void done();
		set({
			content: initial,
			baseRevision: revision,
			restoredAt: undefined,
			generation: latest.current.generation + 1,
			ready: true,
		});
	}, [done, initial, revision, set]);

	const replace = useCallback(
		(content: EntryContent, baseRevision: number) => {
			clientId.current = newClientId();
			const generation = latest.current.generation + 1;
			set({ content, baseRevision, restoredAt: undefined, generation, ready: true });
			keep(content, baseRevision);
		},
		[keep, set],
	);

	const renewClientId = useCallback(() => {
		clientId.current = newClientId();
		return clientId.current;
	}, []);

	return {
		...state,
		clientId: clientId.current,
		now,
		change,
		type,
		discard,
		done,
		replace,
		renewClientId,
	};
}

/** What was found, with what was typed meanwhile behind it; the typed choices hold. */
function joined(found: State, typed: EntryContent): EntryContent {
	if (found.restoredAt === undefined) return typed;
	const body = [found.content.body, typed.body].filter((text) => text.trim() !== '').join('\n\n');
	return { ...typed, body };
}

function stateOf(
	draft: Draft<unknown> | undefined,
	initial: EntryContent,
	revision: number,
	ready: boolean,
): State {
	const content = draft ? readContent(draft.content, initial) : initial;
	const differs = draft !== undefined && !sameContent(content, initial);
	return {
		content,
		baseRevision: differs ? draft.baseRevision : revision,
		restoredAt: differs ? draft.savedAt : undefined,
		generation: 0,
		ready,
	};
}
