import { autocompletion, type CompletionSource } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
	deleteMarkupBackward,
	insertNewlineContinueMarkup,
	pasteURLAsLink,
} from '@codemirror/lang-markdown';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import {
	type Command,
	EditorView,
	highlightSpecialChars,
	keymap,
	placeholder as placeholderText,
} from '@codemirror/view';
import { useEffect, useLayoutEffect, useRef } from 'react';
import {
	cycleHeading,
	insertLink,
	setHeading,
	tickTask,
	toggleBlock,
	toggleCode,
	toggleInline,
} from './commands';
import { tagCompletion } from './completion';
import { lineDirection } from './direction';
import { fileSpots, takeAt } from './file-spots';
import { markdownExtension } from './language';
import { lineSeparatorOf } from './line-ends';
import { livePreview } from './live-preview';
import {
	emojiCompletion,
	insertBlock,
	linkCompletion,
	type SlashItem,
	slashCompletion,
} from './menus';
import { editorTheme } from './theme';
import { difference, type EditorCommand, type EditorProps } from './types';

const commands: Record<EditorCommand, Command> = {
	bold: toggleInline('**'),
	italic: toggleInline('*'),
	strike: toggleInline('~~'),
	heading: cycleHeading,
	link: insertLink,
	bullet: toggleBlock('bullet'),
	ordered: toggleBlock('ordered'),
	task: toggleBlock('task'),
	quote: toggleBlock('quote'),
	code: toggleCode,
};

function slashItem({ label, words, command, text, act }: EditorProps['blocks'][number]): SlashItem {
	const run = command ? commands[command] : insertBlock(text ?? '');
	return { label, words, run: (view) => void (act ? act() : run(view)) };
}

/** The nonce that the server wrote into the page, for the styles of the editor. */
function styleNonce(): string {
	return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

function keys(props: { current: EditorProps }): Extension {
	const call = (name: 'onSave' | 'onLeave' | 'onPreview') => () => {
		props.current[name]();
		return true;
	};
	return [
		Prec.high(
			keymap.of([
				{ key: 'Mod-Enter', run: call('onSave') },
				{ key: 'Mod-Shift-p', run: call('onPreview') },
				{ key: 'Escape', run: call('onLeave') },
				{ key: 'Mod-b', run: commands.bold },
				{ key: 'Mod-i', run: commands.italic },
				{ key: 'Mod-Shift-x', run: commands.strike },
				{ key: 'Mod-k', run: commands.link },
				{ key: 'Mod-e', run: commands.code },
				{ key: 'Mod-Shift-7', run: commands.ordered },
				{ key: 'Mod-Shift-8', run: commands.bullet },
				{ key: 'Mod-Shift-9', run: tickTask },
				{ key: 'Mod-Shift-.', run: commands.quote },
				{ key: 'Mod-Alt-0', run: setHeading(0) },
				{ key: 'Mod-Alt-1', run: setHeading(1) },
				{ key: 'Mod-Alt-2', run: setHeading(2) },
				{ key: 'Mod-Alt-3', run: setHeading(3) },
				{ key: 'Enter', run: insertNewlineContinueMarkup },
				{ key: 'Backspace', run: deleteMarkupBackward },
			]),
		),
		keymap.of([...defaultKeymap, ...historyKeymap]),
	];
}

function attributes(props: EditorProps): Extension {
	return EditorView.contentAttributes.of({
		'aria-label': props.label,
		spellcheck: 'true',
		autocorrect: 'on',
		autocapitalize: 'sentences',
		...(props.describedBy ? { 'aria-describedby': props.describedBy } : {}),
		...(props.invalid ? { 'aria-invalid': 'true' } : {}),
		...(props.autoFocus ? { 'data-autofocus': '' } : {}),
	});
}

/**
 * The editor of Markdown. The text is kept byte for byte: what looks formatted is decoration. Tab moves
 * on to the next control, as everywhere on the page.
 */
export function MarkdownEditor(props: EditorProps) {
	const host = useRef<HTMLDivElement>(null);
	const latest = useRef(props);
	latest.current = props;
	const view = useRef<EditorView>(null);
	const slots = useRef({ attributes: new Compartment(), preview: new Compartment() });

	// In the commit that takes away the field that stood in: a key pressed between the two would be lost.
	useLayoutEffect(() => {
		if (!host.current) return;
		const first = latest.current;
		const sources: CompletionSource[] = [
			tagCompletion(() => latest.current.findTags),
			slashCompletion(() => latest.current.blocks.map(slashItem)),
			linkCompletion(() => latest.current.findEntries),
			emojiCompletion,
		];
		const editor = new EditorView({
			parent: host.current,
			state: EditorState.create({
				doc: first.initial,
				extensions: [
					EditorState.lineSeparator.of(lineSeparatorOf(first.initial)),
					EditorView.cspNonce.of(styleNonce()),
					slots.current.attributes.of(attributes(first)),
					slots.current.preview.of(first.raw ? [] : livePreview()),
					markdownExtension(),
					history(),
					// Single carriage returns are part of the text, but nothing to look at.
					highlightSpecialChars({
						specialChars: /(?![\t\n\r])[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu,
					}),
					autocompletion({ override: sources, icons: false }),
					placeholderText(first.placeholder),
					EditorView.lineWrapping,
					lineDirection(),
					pasteURLAsLink,
					fileSpots((files, spots) => latest.current.onFiles(files, spots)),
					editorTheme,
					keys(latest),
					EditorView.updateListener.of((update) => {
						if (update.docChanged) latest.current.onChange(update.state.sliceDoc());
					}),
				],
			}),
		});
		view.current = editor;
		first.onReady({
			focus: () => editor.focus(),
			addFiles: (files) =>
				takeAt(editor, editor.state.selection.main.to, files, latest.current.onFiles),
			put: (text, instead) => {
				const at = instead ? editor.state.sliceDoc().indexOf(instead) : -1;
				if (instead && at < 0) return false;
				const { from, to } = instead
					? { from: at, to: at + instead.length }
					: editor.state.selection.main;
				editor.dispatch({ changes: { from, to, insert: text }, userEvent: 'input.file' });
				return true;
			},
			now: () => ({
				text: editor.state.sliceDoc(),
				caret: editor.state.sliceDoc(0, editor.state.selection.main.head).length,
			}),
			rewrite: (text) => {
				const before = editor.state.doc.toString();
				const change = difference(before, editor.state.toText(text).toString());
				editor.dispatch({
					changes: change,
					selection: { anchor: change.from + change.insert.length },
					scrollIntoView: true,
					userEvent: 'input.template',
				});
			},
			run: (command) => {
				const done = commands[command](editor);
				editor.focus();
				return done;
			},
		});
		const { length } = editor.state.doc;
		const caret = first.caret.current;
		first.caret.current = null;
		if (caret) {
			const within = (at: number) => Math.min(at, length);
			editor.dispatch({
				selection: { anchor: within(caret.anchor), head: within(caret.head) },
				scrollIntoView: true,
			});
		} else if (first.autoFocus) {
			editor.dispatch({ selection: { anchor: length } });
		}
		if (caret ? caret.focused : first.autoFocus) editor.focus();
		return () => {
			latest.current.onReady(null);
			editor.destroy();
			view.current = null;
		};
	}, []);

	const { raw, label, describedBy, invalid } = props;
	useEffect(() => {
		const slot = slots.current.preview;
		view.current?.dispatch({ effects: slot.reconfigure(raw ? [] : livePreview()) });
	}, [raw]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: these are what the attributes are made of
	useEffect(() => {
		const slot = slots.current.attributes;
		view.current?.dispatch({ effects: slot.reconfigure(attributes(latest.current)) });
	}, [label, describedBy, invalid]);

	return <div ref={host} />;
}
