import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Maximize2 } from 'lucide-react';
import { type RefObject, Suspense, useEffect, useId, useRef, useState } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { loadDraft, saveDraft } from '@/lib/drafts';
import { newClientId } from '@/lib/id';
import { useShortcuts } from '@/lib/shortcuts';
import { useViewer } from '@/lib/viewer';
import { KeyCaps } from '@/ui/KeyCaps';
import { showToast } from '@/ui/toasts';
import {
	bodyBytes,
	type EntryContent,
	emptyContent,
	largeText,
	maxBody,
	readContent,
	sameContent,
	writeInput,
} from './content';
import { DraftNote } from './DraftNote';
import { difference, type TextPort } from './editor/types';
import { KindPicker } from './KindPicker';
import { parseMinutes } from './minutes';
import classes from './QuickCapture.module.css';
import { kib, useSizeProblem } from './SizeCounter';
import { StarterBar } from './templates/late';
import { takeOut } from './templates/take-out';
import { useEditEntry } from './useEditEntry';
import { useKeptDraft } from './useKeptDraft';
import { useSavedAs } from './useSavedAs';
import { useSaveState } from './useSaveState';
import { useTellKept } from './useTellKept';
import { useToday } from './useToday';
import { useWriteEntry } from './useWriteEntry';

/** Asked once and early: while a page is being built, the question makes the browser lay it out in between. */
const hasMouse =
	typeof matchMedia !== 'undefined' && matchMedia('(hover: hover) and (pointer: fine)').matches;

interface QuickCaptureProps {
	/** Takes the focus when the page opens, where that does not open a keyboard on screen. */
	autoFocus?: boolean;
	/** Where its draft is kept. */
	place?: string;
	rows?: number;
	onSaved?: (entry: EntryCardFragment) => void;
}

/** A box to log something in one breath. What is typed is kept until it is saved. */
export function QuickCapture({
	autoFocus = false,
	place = 'capture',
	rows = 2,
	onSaved,
}: QuickCaptureProps) {
	const { t } = useLingui();
	const draft = useKeptDraft(place, emptyContent, 0);
	const write = useWriteEntry();
	const today = useToday();
	const id = useId();
	const field = useRef<HTMLTextAreaElement>(null);
	const { content, change } = draft;
	const port = usePort(field, content.body, (body) => change({ body }));
	const edit = useEditEntry();
	// What helps to begin comes with the first touch: the first view does without it.
	const [touched, setTouched] = useState(false);
	const tooLong = useSizeProblem(content.body);
	const badMinutes = !parseMinutes(content.minutes).ok;
	const expand = useExpand(draft);
	const keepElsewhere = useKeepForEditor();
	const [refused, setRefused] = useState<string>();
	const savedAs = useSavedAs();
	const tellKept = useTellKept();

	const state = useSaveState(async (firstTried) => {
		const input = writeInput(content, draft.clientId);
		const saved = await write(firstTried ? { ...input, loggedAt: firstTried } : input);
		if (saved.kept || saved.entry) await takeOut(content, edit);
		if (saved.kept) {
			draft.discard();
			tellKept();
			return [];
		}
		const { entry, errors } = saved;
		if (!entry) return errors;
		draft.discard();
		announce(t`Saved`);
		showToast({ tone: 'good', message: savedAs(entry.day) });
		onSaved?.(entry);
		return [];
	});

	useEffect(() => {
		if (autoFocus && hasMouse) field.current?.focus({ preventScroll: true });
	}, [autoFocus]);

	const save = () => {
		if (content.body.trim() === '' || tooLong || badMinutes) return;
		void state.run();
	};
	useShortcuts([
		{
			keys: 'mod+enter',
			label: t`Save the entry`,
			group: t`Writing`,
			run: save,
			whileTyping: true,
		},
	]);

	const problem = tooLong ?? refused ?? state.problems[0]?.message;
	// They come with the first letter, so that the empty box stays small.
	const details = !sameContent(content, emptyContent);
	return (
		<form
			className={classes.capture}
			aria-label={t`Quick entry`}
			onPointerDown={() => setTouched(true)}
			onKeyDown={() => setTouched(true)}
			onSubmit={(event) => {
				event.preventDefault();
				save();
			}}
		>
			<label htmlFor={id} className={classes.label}>
				<Trans>What did you do or learn?</Trans>
			</label>
			<DraftNote draft={draft} />
			<textarea
				ref={field}
				id={id}
				data-autofocus={autoFocus || undefined}
				className={classes.field}
				rows={rows}
				// Empty, the hint runs in the direction of the page.
				dir={content.body === '' ? undefined : 'auto'}
				// Shaping and checking a book with every letter would stop the page.
				data-large={content.body.length > largeText || undefined}
				spellCheck={content.body.length <= largeText}
				value={content.body}
				readOnly={state.saving}
				placeholder={t`Fixed the flaky test. Learned why it was flaky. #go`}
				aria-invalid={problem ? true : undefined}
				aria-describedby={problem ? `${id}-problem` : `${id}-hint`}
				onPaste={(event) => {
					const text = event.clipboardData.getData('text/plain');
					if (text.length <= maxBody) return;
					// A field of the browser shows a book in seconds; the editor does in an instant.
					event.preventDefault();
					const size = kib(bodyBytes(text));
					setRefused(
						t`This text has ${size} KiB; an entry holds 64 KiB. It waits in the full editor, where you can split it.`,
					);
					void keepElsewhere(text);
				}}
				onChange={(event) => {
					change({ body: event.target.value });
					setRefused(undefined);
					state.clear();
				}}
			/>
			{problem ? (
				<p id={`${id}-problem`} role="alert" className={classes.problem}>
					{problem}
				</p>
			) : null}
			{touched ? (
				<Suspense fallback={null}>
					<StarterBar port={port} content={content} change={change} />
				</Suspense>
			) : null}
			{details ? (
				<div className={classes.details}>
					<KindPicker compact value={content.kind} onChange={(kind) => change({ kind })} />
					<label className={classes.minutes}>
						<span>
							<Trans>Time spent</Trans>
						</span>
						<input
							value={content.minutes}
							placeholder="1h 30"
							autoComplete="off"
							spellCheck={false}
							dir="ltr"
							aria-invalid={badMinutes || undefined}
							onChange={(event) => change({ minutes: event.target.value })}
						/>
					</label>
				</div>
			) : null}
			<div className={classes.foot}>
				<span id={`${id}-hint`} className={classes.hint}>
					{today.still ? (
						<Trans>Still {today.still}: your day has not begun yet.</Trans>
					) : (
						<Trans>Markdown works, and #tags.</Trans>
					)}
				</span>
				<span className={classes.keys} aria-hidden="true">
					<KeyCaps keys="mod+enter" />
				</span>
				{place === 'capture' ? (
					<Button
						type="button"
						variant="subtle"
						color="gray"
						leftSection={<Maximize2 size={15} aria-hidden />}
						onClick={() => void expand()}
					>
						<Trans>Full editor</Trans>
					</Button>
				) : null}
				<Button
					type="submit"
					loading={state.saving}
					disabled={content.body.trim() === '' || tooLong !== undefined || badMinutes}
				>
					{state.unreached ? <Trans>Try again</Trans> : <Trans>Save</Trans>}
				</Button>
			</div>
		</form>
	);
}

/** The way to the text of the box. The browser itself puts in what is new, so that it can undo it. */
function usePort(
	field: RefObject<HTMLTextAreaElement | null>,
	body: string,
	onChange: (body: string) => void,
): { current: TextPort } {
	const latest = useRef({ body, onChange });
	latest.current = { body, onChange };
	return useRef<TextPort>({
		now: () => ({
			text: latest.current.body,
			caret: field.current?.selectionStart ?? latest.current.body.length,
		}),
		rewrite: (text) => {
			const box = field.current;
			if (!box) return;
			const { from, to, insert } = difference(box.value, text);
			box.focus();
			box.setSelectionRange(from, to);
			document.execCommand?.(insert === '' ? 'delete' : 'insertText', false, insert);
			if (box.value !== text) latest.current.onChange(text);
		},
		focus: () => field.current?.focus(),
	});
}

/** Carries the text over into the full editor, below a draft that may wait there already. */
function useExpand(draft: ReturnType<typeof useKeptDraft>): () => Promise<void> {
	const navigate = useNavigate();
	const keep = useKeepForEditor();
	return async () => {
		const { content } = draft;
		if (!sameContent(content, emptyContent)) {
			await keep(content.body, content);
			draft.discard();
		}
		await navigate({ to: '/journal/new' });
	};
}

/** Puts a text below the draft of the full editor; choices come along where there are some. */
function useKeepForEditor(): (text: string, choices?: EntryContent) => Promise<void> {
	const { id: userId } = useViewer().user;
	return async (text, choices) => {
		const waiting = await loadDraft<unknown>(userId, 'new').catch(() => undefined);
		const old: EntryContent = readContent(waiting?.content, emptyContent);
		const body = [old.body, text].filter((part) => part.trim() !== '').join('\n\n');
		await saveDraft({
			userId,
			place: 'new',
			baseRevision: 0,
			clientId: waiting?.clientId ?? newClientId(),
			content: { ...old, ...choices, body, tags: old.tags },
			savedAt: Date.now(),
		}).catch(() => {});
	};
}
