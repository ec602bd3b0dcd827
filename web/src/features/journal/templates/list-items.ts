import type { SyntaxNode, Tree } from '@lezer/common';
import { parser, TaskList } from '@lezer/markdown';

/** An item of a list in Markdown, with the items below it. */
export interface ListItem {
	/** Its first line without the marker and the checkbox. */
	text: string;
	/** Undefined for an item without a checkbox. */
	done: boolean | undefined;
	/** The lines of its own behind the first, without its indentation. */
	rest: string[];
	/** The whole lines it stands on, those below it included. */
	from: number;
	to: number;
	/** Another item begins on its first line, before it. */
	shared: boolean;
	items: ListItem[];
}

const markdown = parser.configure([TaskList]);

/** Reads a text as Markdown with lists of tasks. */
export function readMarkdown(text: string): Tree {
	return markdown.parse(text);
}

/** The items of a text that lie below no other, in their order. What only looks like one, as in code, is none. */
export function listItems(text: string): ListItem[] {
	return below(readMarkdown(text).topNode, text, 0);
}

/** Every item of a text, each before those below it. */
export function allItems(text: string): ListItem[] {
	const flat = (items: ListItem[]): ListItem[] =>
		items.flatMap((item) => [item, ...flat(item.items)]);
	return flat(listItems(text));
}

function below(node: SyntaxNode, text: string, quotes: number): ListItem[] {
	const items: ListItem[] = [];
	for (let child = node.firstChild; child; child = child.nextSibling) {
		if (child.name === 'ListItem') items.push(itemOf(child, text, quotes));
		else items.push(...below(child, text, quotes + (child.name === 'Blockquote' ? 1 : 0)));
	}
	return items;
}

function lineStart(text: string, at: number): number {
	return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end < 0 ? text.length : end;
}

function itemOf(node: SyntaxNode, text: string, quotes: number): ListItem {
	const items = below(node, text, quotes);
	const from = lineStart(text, node.from);
	// The item ends before the line break of its last line.
	const to = lineEnd(text, Math.max(node.from, node.to - 1));
	const mark = node.getChild('ListMark');
	const task = node.getChild('Task');
	const box = task?.getChild('TaskMarker');
	const begins = box?.to ?? mark?.to ?? node.from;
	const firstEnd = lineEnd(text, node.from);
	const own = items[0] && items[0].from === from ? '' : text.slice(begins, firstEnd).trim();
	const quoted = new RegExp(`^(?:[ \\t]{0,3}>){0,${quotes}} ?`);
	const lead = text.slice(from, node.from);
	const prefix = quotes > 0 ? (quoted.exec(lead)?.[0] ?? '') : '';
	const indent = lead.length - prefix.length + ((mark?.to ?? node.from) - node.from) + 1;
	const rest: string[] = [];
	for (let at = firstEnd + 1; at <= to; at = lineEnd(text, at) + 1) {
		const start = at;
		if (items.some((item) => start >= item.from && start <= item.to)) continue;
		const line = text.slice(at, lineEnd(text, at)).replace(/\r$/, '');
		const bare = quotes > 0 ? line.replace(quoted, '') : line;
		rest.push(dedented(bare, indent));
	}
	while (rest.at(-1)?.trim() === '') rest.pop();
	return {
		text: own,
		done: box ? !/\[[ \t]\]/.test(text.slice(box.from, box.to)) : undefined,
		rest,
		from,
		to,
		shared: /[-*+.)]/.test(lead.slice(prefix.length)),
		items,
	};
}

/** A line without as many columns of white space as there are, up to a number. */
function dedented(line: string, columns: number): string {
	let at = 0;
	for (let column = 0; at < line.length && column < columns; at++) {
		if (line[at] === ' ') column++;
		else if (line[at] === '\t') column += 4;
		else break;
	}
	return line.slice(at).trimEnd();
}
