import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { EditorView } from '@codemirror/view';

/** What the menu behind a slash offers. */
export interface SlashItem {
	label: string;
	/** Other words to find it by. */
	words: string;
	run: (view: EditorView) => void;
}

/** Finds own entries whose title holds a text, newest first. */
export type FindEntries = (search: string) => Promise<readonly { title: string; day: string }[]>;

function inCode(context: CompletionContext, at: number): boolean {
	return /Code|URL/.test(syntaxTree(context.state).resolveInner(at, 1).name);
}

/** A slash where a word may begin opens a menu of blocks. */
export function slashCompletion(items: () => readonly SlashItem[]) {
	return (context: CompletionContext): CompletionResult | null => {
		const match = context.matchBefore(/(?:^|\s)\/[\p{L}\p{N}]*$/u);
		if (!match || inCode(context, match.to - 1)) return null;
		const from = match.from + match.text.indexOf('/');
		const search = match.text.slice(match.text.indexOf('/') + 1).toLowerCase();
		const options: Completion[] = items()
			.filter((item) => `${item.label} ${item.words}`.toLowerCase().includes(search))
			.map((item) => ({
				label: `/${item.label}`,
				displayLabel: item.label,
				apply: (view, _, start, end) => {
					view.dispatch({ changes: { from: start, to: end }, userEvent: 'input.complete' });
					item.run(view);
				},
			}));
		return options.length > 0 ? { from, options, filter: false } : null;
	};
}

/** Completes [[links]] to own entries by their titles. */
export function linkCompletion(find: () => FindEntries) {
	return async (context: CompletionContext): Promise<CompletionResult | null> => {
		const match = context.matchBefore(/\[\[[^[\]|\n]*$/);
		if (!match || inCode(context, match.from)) return null;
		const found = await find()(match.text.slice(2)).catch(() => []);
		if (context.aborted || found.length === 0) return null;
		return {
			from: match.from,
			filter: false,
			options: found.map(({ title, day }) => ({
				label: `[[${title}]]`,
				displayLabel: title,
				detail: day,
				apply: (view, _, start, end) => {
					const closed = view.state.sliceDoc(end, end + 2) === ']]';
					const insert = `[[${title}]]`;
					view.dispatch({
						changes: { from: start, to: closed ? end + 2 : end, insert },
						selection: { anchor: start + insert.length },
						userEvent: 'input.complete',
					});
				},
			})),
		};
	};
}

/** Completes :emoji: by their names. */
export async function emojiCompletion(
	context: CompletionContext,
): Promise<CompletionResult | null> {
	const match = context.matchBefore(/(?:^|[\s(])[:][a-z+][\w+-]+$/i);
	if (!match || inCode(context, match.to - 1)) return null;
	const from = match.from + match.text.indexOf(':');
	const { findEmoji } = await import('./emoji');
	const options = findEmoji(match.text.slice(match.text.indexOf(':') + 1)).map(
		({ name, sign }) => ({ label: `:${name}:`, displayLabel: `${sign} ${name}`, apply: sign }),
	);
	return context.aborted || options.length === 0 ? null : { from, options, filter: false };
}

/** Puts a block at the cursor, on lines of its own; `‸` in it is where the cursor goes. */
export function insertBlock(block: string): (view: EditorView) => void {
	return (view) => {
		const { state } = view;
		const line = state.doc.lineAt(state.selection.main.head);
		const empty = line.text.trim() === '';
		const from = empty ? line.from : line.to;
		const text = `${empty ? '' : '\n\n'}${block}`;
		const caret = text.indexOf('‸');
		const insert = state.toText(text.replace('‸', ''));
		view.dispatch({
			changes: { from, to: line.to, insert },
			selection: {
				anchor: from + (caret < 0 ? insert.length : state.toText(text.slice(0, caret)).length),
			},
			scrollIntoView: true,
			userEvent: 'input.format',
		});
		view.focus();
	};
}
