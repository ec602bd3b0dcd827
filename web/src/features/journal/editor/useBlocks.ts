import { useLingui } from '@lingui/react/macro';
import type { EditorCommand } from './types';

/** A block that the menu behind a slash offers: an act of the toolbar, or a text to put there. */
export interface BlockChoice {
	label: string;
	/** English words to find it by, whatever the language. */
	words: string;
	command?: EditorCommand;
	text?: string;
	/** Does something else, in place of a command or a text. */
	act?: () => void;
}

/** The blocks with their names; `‸` in a text is where the cursor goes. */
export function useBlocks(): BlockChoice[] {
	const { t } = useLingui();
	return [
		{ label: t`Heading`, words: 'heading h1 title', command: 'heading' },
		{ label: t`Task list`, words: 'todo checkbox', command: 'task' },
		{ label: t`Bulleted list`, words: 'list bullet', command: 'bullet' },
		{ label: t`Numbered list`, words: 'list ordered', command: 'ordered' },
		{ label: t`Quote`, words: 'quote', command: 'quote' },
		{ label: t`Code`, words: 'code fence', text: '```‸\n\n```' },
		{ label: t`Table`, words: 'table', text: '| ‸ |  |\n| --- | --- |\n|  |  |' },
		{ label: t`Callout`, words: 'callout note tip warning', text: '> [!NOTE]\n> ‸' },
		{ label: t`Formula`, words: 'math formula tex', text: '$$\n‸\n$$' },
		{ label: t`Diagram`, words: 'diagram mermaid chart', text: '```mermaid\n‸\n```' },
		{ label: t`Link`, words: 'link url', command: 'link' },
	];
}
