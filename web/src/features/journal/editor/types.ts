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
