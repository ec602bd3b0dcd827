import { type ChangeSpec, EditorSelection, type EditorState, type Line } from '@codemirror/state';
import type { Command, EditorView } from '@codemirror/view';
import { toggleTaskAt } from './live-preview';

/** Puts a marker such as ** around the selection, or takes it away again. */
export function toggleInline(marker: string): Command {
	return (view) => {
		const { state } = view;
		const size = marker.length;
		view.dispatch(
			state.changeByRange((selected) => {
				const range = selected.empty ? (state.wordAt(selected.head) ?? selected) : selected;
				const { from, to } = range;
				if (hasAround(state, from, to, marker)) {
					return {
						changes: [
							{ from: from - size, to: from },
							{ from: to, to: to + size },
						],
						range: EditorSelection.range(
							(selected.empty ? selected.head : from) - size,
							(selected.empty ? selected.head : to) - size,
						),
					};
				}
				return {
					changes: [
						{ from, insert: marker },
						{ from: to, insert: marker },
					],
					range: selected.empty
						? EditorSelection.cursor(selected.head + size)
						: EditorSelection.range(from + size, to + size),
				};
			}),
			{ scrollIntoView: true, userEvent: 'input.format' },
		);
		return true;
	};
}

function hasAround(state: EditorState, from: number, to: number, marker: string): boolean {
	const size = marker.length;
	if (from < size) return false;
	const before = state.sliceDoc(from - size, from);
	const after = state.sliceDoc(to, to + size);
	if (before !== marker || after !== marker) return false;
	// "*" inside "**" is the marker of bold, not of italics, unless there are three.
	if (marker !== '*') return true;
	const outer = state.sliceDoc(Math.max(0, from - 3), from);
	const run = /\*+$/.exec(outer)?.[0].length ?? 0;
	return run !== 2;
}

function selectedLines(state: EditorState): Line[] {
	const lines: Line[] = [];
	for (const { from, to } of state.selection.ranges) {
		const last = state.doc.lineAt(to).number;
		for (let number = state.doc.lineAt(from).number; number <= last; number++) {
			if (lines.at(-1)?.number !== number) lines.push(state.doc.line(number));
		}
	}
	return lines;
}

const listPrefix = /^(\s*)(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)?/;

/** The kinds of blocks that a line can be made. */
export type Block = 'bullet' | 'ordered' | 'task' | 'quote';

const blockPattern: Record<Block, RegExp> = {
	bullet: /^\s*[-*+]\s+(?!\[[ xX]\]\s)/,
	ordered: /^\s*\d{1,9}[.)]\s+/,
	task: /^\s*[-*+]\s+\[[ xX]\]\s+/,
	quote: /^\s*>\s?/,
};

/** Makes the selected lines a list or a quote, or plain lines again when all of them are that already. */
export function toggleBlock(block: Block): Command {
	return (view) => {
		const { state } = view;
		const all = selectedLines(state);
		const lines = all.length > 1 ? all.filter((line) => line.text.trim() !== '') : all;
		const pattern = blockPattern[block];
		const remove = lines.every((line) => pattern.test(line.text));
		const changes: ChangeSpec[] = lines.map((line, index) => {
			const prefix = (block === 'quote' ? /^/ : listPrefix).exec(line.text)?.[0] ?? '';
			const indent = /^\s*/.exec(prefix)?.[0] ?? '';
			if (remove) {
				const old = pattern.exec(line.text)?.[0] ?? '';
				return { from: line.from, to: line.from + old.length, insert: indent };
			}
			return {
				from: line.from,
				to: line.from + prefix.length,
				insert: indent + newPrefix(block, index + 1),
			};
		});
		const set = state.changes(changes);
		view.dispatch({
			changes: set,
			selection: state.selection.map(set, 1),
			scrollIntoView: true,
			userEvent: 'input.format',
		});
		return true;
	};
}

function newPrefix(block: Block, number: number): string {
	switch (block) {
		case 'bullet':
			return '- ';
		case 'ordered':
			return `${number}. `;
		case 'task':
			return '- [ ] ';
		case 'quote':
			return '> ';
	}
}

/** Goes from text to a heading, to smaller ones, and back to text. */
export const cycleHeading: Command = (view) => {
	const level = /^(#{1,6})\s/.exec(view.state.doc.lineAt(view.state.selection.main.head).text);
	const now = level?.[1]?.length ?? 0;
	return setHeading(now >= 3 ? 0 : now + 1)(view);
};

/** Makes the selected lines headings of a level; 0 makes them text. */
export function setHeading(level: number): Command {
	return (view) => {
		const changes = selectedLines(view.state).map((line) => {
			const old = /^#{1,6}\s+/.exec(line.text)?.[0] ?? '';
			const insert = level === 0 ? '' : `${'#'.repeat(level)} `;
			return { from: line.from, to: line.from + old.length, insert };
		});
		const set = view.state.changes(changes);
		view.dispatch({
			changes: set,
			selection: view.state.selection.map(set, 1),
			userEvent: 'input.format',
		});
		return true;
	};
}

const address = /^(?:https?:\/\/|mailto:)\S+$/;

/** Makes the selection a link, with the place for the address selected. */
export const insertLink: Command = (view) => {
	const { from, to } = view.state.selection.main;
	const text = view.state.sliceDoc(from, to);
	if (address.test(text)) {
		view.dispatch({
			changes: { from, to, insert: `[](${text})` },
			selection: EditorSelection.cursor(from + 1),
			userEvent: 'input.format',
		});
		return true;
	}
	const placeholder = 'https://';
	const start = from + text.length + 3;
	view.dispatch({
		changes: { from, to, insert: `[${text}](${placeholder})` },
		selection: text
			? EditorSelection.range(start, start + placeholder.length)
			: EditorSelection.cursor(from + 1),
		userEvent: 'input.format',
	});
	return true;
};

/** Code in the line; several lines, or an empty one, become a fenced block. */
export const toggleCode: Command = (view) => {
	const { state } = view;
	const { from, to, empty } = state.selection.main;
	const first = state.doc.lineAt(from);
	const last = state.doc.lineAt(to);
	if (!empty && first.number === last.number) return toggleInline('`')(view);
	if (empty && first.text.trim() !== '') return toggleInline('`')(view);
	return fence(view, first, last);
};

function fence(view: EditorView, first: Line, last: Line): boolean {
	const text = view.state.sliceDoc(first.from, last.to);
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
	const bar = '`'.repeat(longest + 1);
	const { lineBreak } = view.state;
	view.dispatch({
		changes: [
			{ from: first.from, insert: `${bar}${lineBreak}` },
			{ from: last.to, insert: `${lineBreak}${bar}` },
		],
		selection: EditorSelection.cursor(first.from + bar.length + 1),
		scrollIntoView: true,
		userEvent: 'input.format',
	});
	return true;
}

/** Ticks or unticks the task on the line of the cursor; makes one when there is none. */
export const tickTask: Command = (view) =>
	toggleTaskAt(view, view.state.selection.main.head) || toggleBlock('task')(view);
