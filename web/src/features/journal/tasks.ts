/** A checkbox in Markdown: where its mark stands in the text, and whether it is set. */
export interface TaskMark {
	/** The index of the character between the brackets. */
	at: number;
	done: boolean;
}

const item = /^((?:\s{0,3}>)*\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)+)\[([ xX])\](?=\s+\S)/;
const fence = /^(?:\s{0,3}>)*\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}|~{3,})/;

/** The checkboxes of a text in their order. Those in fenced code are none. */
export function taskMarks(body: string): TaskMark[] {
	const marks: TaskMark[] = [];
	let start = 0;
	let open: string | undefined;
	for (const line of body.split('\n')) {
		const bar = fence.exec(line)?.[1];
		if (open !== undefined) {
			if (bar?.startsWith(open) && line.trimEnd().endsWith(bar)) open = undefined;
		} else if (bar) {
			open = bar;
		} else {
			const match = item.exec(line);
			if (match?.[1] !== undefined) {
				marks.push({ at: start + match[1].length + 1, done: match[2] !== ' ' });
			}
		}
		start += line.length + 1;
	}
	return marks;
}

/**
 * The text with the checkbox at `index` turned. Undefined when the text does not have exactly `total`
 * checkboxes by our reading: then the one that was clicked is not known for sure, and nothing is changed.
 */
export function toggleTask(body: string, index: number, total: number): string | undefined {
	const marks = taskMarks(body);
	const mark = marks[index];
	if (!mark || marks.length !== total) return undefined;
	return `${body.slice(0, mark.at)}${mark.done ? ' ' : 'x'}${body.slice(mark.at + 1)}`;
}
