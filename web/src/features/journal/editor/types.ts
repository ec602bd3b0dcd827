import type { FindTags } from './completion';
import type { TakeFiles } from './file-spots';
import type { FindEntries } from './menus';
import type { BlockChoice } from './useBlocks';

/** What the form may ask the editor to do, whichever editor it is. */
export interface EditorHandle {
	focus: () => void;
	/** Puts files at the caret; false when this editor cannot. */
	addFiles?: (files: readonly File[]) => boolean;
	/** Puts a text at the caret, or in place of another one; false when this editor cannot, or the other is not there. */
	put?: (text: string, instead?: string) => boolean;
	/** The text as it is in the editor now, and where the caret stands in it. */
	now?: () => { text: string; caret: number };
	/** Makes the text another one in a single step that can be undone, where the editor knows undoing. */
	rewrite?: (text: string) => void;
	/** Does something to the selection; false when this editor cannot. */
	run: (command: EditorCommand) => boolean;
}

/** The acts of the toolbar. */
export type EditorCommand =
	| 'bold'
	| 'italic'
	| 'strike'
	| 'heading'
	| 'link'
	| 'bullet'
	| 'ordered'
	| 'task'
	| 'quote'
	| 'code';

/** Where the person is writing, in an editor that gives way to another. */
export interface Caret {
	anchor: number;
	head: number;
	focused: boolean;
}

/** What an editor of Markdown is given. */
export interface EditorProps {
	/** The text to begin with. Later changes go out through onChange only. */
	initial: string;
	onChange: (text: string) => void;
	label: string;
	placeholder: string;
	/** Ids of the elements that describe the field. */
	describedBy?: string | undefined;
	invalid?: boolean;
	/** Takes the focus when it appears. */
	autoFocus?: boolean;
	/** Shows the Markdown as it is typed, without live preview. */
	raw?: boolean;
	/** Carries the caret from the stand-in to the editor that takes its place. */
	caret: { current: Caret | null };
	findTags: FindTags;
	findEntries: FindEntries;
	/** What the menu behind a slash offers. */
	blocks: readonly BlockChoice[];
	/** Takes files that were pasted, dropped or added. */
	onFiles: TakeFiles;
	onSave: () => void;
	onLeave: () => void;
	onPreview: () => void;
	onReady: (handle: EditorHandle | null) => void;
}

/** A field with a text in it, for those who put something there. */
export interface TextPort {
	now: () => { text: string; caret: number };
	/** Makes the text another one. What differs is replaced, so that undoing brings it back. */
	rewrite: (text: string) => void;
	focus: () => void;
}

/** What is between the common beginning and the common end of two texts. */
export function difference(a: string, b: string): { from: number; to: number; insert: string } {
	let from = 0;
	const shorter = Math.min(a.length, b.length);
	while (from < shorter && a[from] === b[from]) from++;
	let end = 0;
	while (end < shorter - from && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	return { from, to: a.length - end, insert: b.slice(from, b.length - end) };
}
