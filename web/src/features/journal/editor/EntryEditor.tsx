import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useCallback, useId, useRef, useState } from 'react';
import { UploadList, useUploads } from '@/features/files/public';
import { usePref } from '@/lib/prefs';
import { largeText } from '../content';
import { AddFiles } from './AddFiles';
import classes from './EntryEditor.module.css';
import { PlainEditor } from './PlainEditor';
import { PreviewPane } from './PreviewPane';
import { Toolbar } from './Toolbar';
import type { Caret, EditorHandle, EditorProps, TextPort } from './types';
import { type BlockChoice, useBlocks } from './useBlocks';
import { useFindEntries } from './useFindEntries';
import { useFindTags } from './useFindTags';

// When the editor cannot be fetched, as in a tunnel, a plain field takes its place.
const MarkdownEditor = lazy(() =>
	import('./MarkdownEditor')
		.then((m) => ({ default: m.MarkdownEditor }))
		.catch(() => ({ default: PlainEditor })),
);

interface EntryEditorProps {
	/** The text to begin with; give the editor another key to begin anew. */
	initial: string;
	/** The text as it is now, for the preview. */
	text: string;
	onChange: (text: string) => void;
	onSave: () => void;
	onLeave: () => void;
	autoFocus?: boolean;
	invalid?: boolean;
	describedBy?: string;
	/** Is set to the way to the text, for what stands outside of the editor. */
	port?: { current: TextPort | null };
	/** Offered behind a slash, before the blocks. */
	starters?: readonly BlockChoice[];
	/** Below the text: the counter and what went wrong. */
	children?: ReactNode;
}

/** The editor with its toolbar and its preview. */
export function EntryEditor(props: EntryEditorProps) {
	const { t } = useLingui();
	const { initial, text, onChange, onSave, onLeave, describedBy, invalid = false } = props;
	const [preview, setPreview] = useState(false);
	const [look, setLook] = usePref('editor', 'live');
	const [ready, setReady] = useState(false);
	const handle = useRef<EditorHandle>(null);
	// The text as it is now: the prop may be one paint behind it.
	const now = useRef(initial);
	const caret = useRef<Caret>(null);
	const findTags = useFindTags();
	const findEntries = useFindEntries();
	const blocks = useBlocks();
	const id = useId();
	const onReady = useCallback((next: EditorHandle | null) => {
		handle.current = next;
		setReady(next !== null);
	}, []);
	// Without an editor, as behind the preview, files go to the end of the text.
	const write = (next: string) => {
		now.current = next;
		onChange(next);
	};
	const uploads = useUploads({
		insert: (markdown) => {
			if (!handle.current?.put?.(markdown)) write(`${now.current}\n\n${markdown}`);
		},
		replace: (before, after) => {
			if (handle.current?.put) return handle.current.put(after, before);
			if (now.current.includes(before)) write(now.current.replace(before, () => after));
			return true;
		},
	});
	if (props.port) {
		props.port.current = {
			now: () => handle.current?.now?.() ?? { text: now.current, caret: now.current.length },
			rewrite: (next) => (handle.current?.rewrite ?? write)(next),
			focus: () => handle.current?.focus(),
		};
	}

	const editor: EditorProps = {
		// It begins with what is there now when it comes back from behind the preview.
		initial: now.current,
		onChange: write,
		label: t`Entry text`,
		placeholder: t`What did you do, learn or decide? Markdown works, and #tags.`,
		describedBy,
		invalid,
		autoFocus: props.autoFocus ?? false,
		raw: look === 'raw',
		caret,
		findTags,
		findEntries,
		blocks: [...(props.starters ?? []), ...blocks],
		onFiles: uploads.add,
		onSave,
		onLeave,
		onPreview: () => setPreview(true),
		onReady,
	};

	return (
		<div className={classes.editor} data-invalid={invalid || undefined}>
			<div className={classes.head}>
				<div className={classes.tools}>
					<Toolbar
						disabled={preview || !ready}
						onCommand={(command) => void handle.current?.run(command)}
					/>
					<AddFiles
						disabled={preview || !ready}
						onFiles={(files) => {
							if (!handle.current?.addFiles?.(files)) uploads.add(files);
						}}
					/>
				</div>
				<div className={classes.views}>
					<button
						type="button"
						className={classes.view}
						aria-pressed={look === 'raw'}
						disabled={preview}
						onClick={() => setLook(look === 'raw' ? 'live' : 'raw')}
					>
						<Trans>Markdown signs</Trans>
					</button>
					<button
						type="button"
						className={classes.view}
						aria-pressed={preview}
						aria-controls={id}
						onClick={() => setPreview(!preview)}
					>
						<Trans>Preview</Trans>
					</button>
				</div>
			</div>
			<div id={id} className={classes.body}>
				{preview ? (
					<PreviewPane text={text} onBack={() => setPreview(false)} />
				) : (
					<Suspense
						fallback={
							editor.initial.length > largeText ? (
								<Skeleton height="14rem" />
							) : (
								<PlainEditor {...editor} />
							)
						}
					>
						<MarkdownEditor {...editor} />
					</Suspense>
				)}
			</div>
			<UploadList uploads={uploads} />
			{props.children ? <div className={classes.foot}>{props.children}</div> : null}
		</div>
	);
}
