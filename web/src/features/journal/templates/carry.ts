import { allItems, type ListItem, listItems, readMarkdown } from './list-items';

/** Where carried lines go in a text. */
export type Place = 'START' | 'END' | 'HEADING';

/** The name under which a task is known: carried from day to day, its words stay. */
export function taskKey(text: string): string {
	return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** What a text has as tasks and items, by their keys. */
export function keysIn(text: string): { items: string[]; open: string[]; done: string[] } {
	const all = allItems(text).filter((item) => item.text !== '');
	const keys = (list: ListItem[]) => list.map((item) => taskKey(item.text));
	return {
		items: keys(all),
		open: keys(all.filter((item) => item.done === false)),
		done: keys(all.filter((item) => item.done === true)),
	};
}

/**
 * The unchecked tasks of some texts as one list, each once, with what lies below them. Done tasks are left out, and so are
 * those that `known` has. A task below something that is not carried moves up.
 */
export function openTasks(
	texts: readonly string[],
	known: ReadonlySet<string>,
): { lines: string[]; keys: string[] } {
	const lines: string[] = [];
	const keys: string[] = [];
	const seen = new Set([...known, ...texts.flatMap((text) => keysIn(text).done)]);
	const put = (item: ListItem, level: number, mark: string) => {
		const indent = '  '.repeat(level);
		lines.push(`${indent}${mark} ${item.text}`.trimEnd());
		for (const line of item.rest) lines.push(line === '' ? '' : `${indent}  ${line}`);
	};
	const visit = (item: ListItem, level: number): void => {
		const key = taskKey(item.text);
		let next = level;
		if (item.done === false && item.text !== '' && !seen.has(key)) {
			seen.add(key);
			keys.push(key);
			put(item, level, '- [ ]');
			next++;
		} else if (item.done === undefined && level > 0 && item.text !== '') {
			put(item, level, '-');
			next++;
		}
		for (const child of item.items) visit(child, next);
	};
	for (const text of texts) for (const item of listItems(text)) visit(item, 0);
	return { lines, keys };
}

/** The done tasks of some texts as plain items, each once; plain, so that nobody has to tick them again. */
export function doneItems(texts: readonly string[], known: ReadonlySet<string>): string[] {
	const seen = new Set(known);
	const lines: string[] = [];
	for (const text of texts) {
		for (const item of allItems(text)) {
			const key = taskKey(item.text);
			if (item.done !== true || item.text === '' || seen.has(key)) continue;
			seen.add(key);
			lines.push(`- ${item.text}`);
		}
	}
	return lines;
}

/** A text with lines put at a place of it. All that was there stays as it was. */
export function placed(text: string, lines: readonly string[], place: Place, heading = ''): string {
	if (lines.length === 0) return text;
	const block = lines.join('\n');
	const titled = place === 'HEADING' && heading !== '';
	const first = titled ? `## ${heading}\n\n${block}` : block;
	if (text.trim() === '') return `${first}\n`;
	const wanted = keysIn(block);
	const fits = (next: string) => {
		const has = keysIn(next);
		const all = (keys: readonly string[], list: readonly string[]) => {
			const set = new Set(list);
			return keys.every((key) => set.has(key));
		};
		return all(wanted.open, has.open) && all(wanted.items, has.items);
	};
	const tries = [
		...(titled ? [underHeading(text, block, heading)] : []),
		...(place === 'START' ? [] : [appended(text, first)]),
	];
	// Behind code that nobody closed, lines would be code as well.
	return tries.find((next) => next !== undefined && fits(next)) ?? `${first}\n\n${text}`;
}

function appended(text: string, block: string): string {
	const body = text.trimEnd();
	return `${body}${sameList(body, block) ? '\n' : '\n\n'}${block}\n`;
}

const listLine = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;

/** A list may go on where one ends. */
function sameList(before: string, block: string): boolean {
	const last = before.slice(before.lastIndexOf('\n') + 1);
	return /^-\s/.test(last) && listLine.test(block);
}

/** The text with a block at the end of what stands below a heading; undefined without that heading. */
function underHeading(text: string, block: string, heading: string): string | undefined {
	let begins: number | undefined;
	let end = text.length;
	const wanted = taskKey(heading);
	for (let node = readMarkdown(text).topNode.firstChild; node; node = node.nextSibling) {
		if (!/Heading\d$/.test(node.name)) continue;
		if (begins !== undefined) {
			end = node.from;
			break;
		}
		const words = text
			.slice(node.from, node.to)
			.replace(/^#{1,6}/, '')
			.replace(/\n[=-]+\s*$/, '')
			.replace(/\s#+\s*$/, '');
		if (taskKey(words) === wanted) begins = node.to;
	}
	if (begins === undefined) return undefined;
	const head = text.slice(0, end).trimEnd();
	const tail = text.slice(end);
	const gap = head.length > begins && sameList(head, block) ? '\n' : '\n\n';
	return `${head}${gap}${block}\n${tail === '' ? '' : `\n${tail}`}`;
}

/**
 * A text without the unchecked tasks of some keys. One with anything below it that stays, stays with it; so does all when a
 * text would be left empty or any other task would change its place in the lists.
 */
export function withoutTasks(text: string, keys: ReadonlySet<string>): string {
	const cuts: { from: number; to: number }[] = [];
	const goes = (item: ListItem): boolean =>
		item.done === undefined
			? item.items.every(goes)
			: item.done === false && keys.has(taskKey(item.text)) && item.items.every(goes);
	const visit = (item: ListItem): void => {
		if (item.done === false && !item.shared && goes(item)) {
			cuts.push({ from: item.from, to: Math.min(text.length, item.to + 1) });
		} else for (const child of item.items) visit(child);
	};
	for (const item of listItems(text)) visit(item);
	let next = text;
	for (const { from, to } of cuts.reverse()) next = next.slice(0, from) + next.slice(to);
	const stays = (from: string) =>
		allItems(from)
			.filter((item) => item.done !== undefined)
			.map((item) => `${item.done} ${taskKey(item.text)}`);
	const gone = cuts.flatMap(({ from, to }) => stays(text.slice(from, to)));
	const expected = stays(text);
	for (const key of gone) {
		const at = expected.indexOf(key);
		if (at >= 0) expected.splice(at, 1);
	}
	const safe = next.trim() !== '' && stays(next).join('\n') === expected.join('\n');
	return safe ? next : text;
}
