import type { FindTags } from './completion';

/** What the form may ask the editor to do, whichever editor it is. */
export interface EditorHandle {
	focus: () => void;
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
	findTags: FindTags;
	onSave: () => void;
	onLeave: () => void;
	onPreview: () => void;
	onReady: (handle: EditorHandle | null) => void;
}
