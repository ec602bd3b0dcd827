/** A run of text that both versions have, or only one of them. */
export interface DiffPart {
	text: string;
	kind: 'same' | 'mine' | 'theirs';
}

/** Words, runs of blanks and single signs; joined they give the text again, byte for byte. */
export function words(text: string): string[] {
	return text.match(/[\p{L}\p{M}\p{N}_]+|\n|[^\S\n]+|[^\s\p{L}\p{M}\p{N}_]/gu) ?? [];
}

/** Above this many word pairs the middle is shown as changed as a whole: exactness would cost seconds. */
const maxPairs = 4_000_000;

/**
 * Compares two texts word by word. The parts that are `same` or `mine` give `mine` again in order,
 * those that are `same` or `theirs` give `theirs`.
 */
export function wordDiff(mine: string, theirs: string): DiffPart[] {
	const a = words(mine);
	const b = words(theirs);
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	let endA = a.length;
	let endB = b.length;
	while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
		endA--;
		endB--;
	}
	const parts: DiffPart[] = [];
	push(parts, 'same', a.slice(0, start));
	middle(parts, a.slice(start, endA), b.slice(start, endB));
	push(parts, 'same', a.slice(endA));
	return parts;
}

function push(parts: DiffPart[], kind: DiffPart['kind'], run: readonly string[]): void {
	if (run.length === 0) return;
	const last = parts.at(-1);
	const text = run.join('');
	if (last?.kind === kind) last.text += text;
	else parts.push({ kind, text });
}

/** The longest common subsequence of two runs of words, walked from the front. */
function middle(parts: DiffPart[], a: readonly string[], b: readonly string[]): void {
	if (a.length === 0 || b.length === 0 || a.length * b.length > maxPairs) {
		push(parts, 'mine', a);
		push(parts, 'theirs', b);
		return;
	}
	const width = b.length + 1;
	const common = new Uint32Array((a.length + 1) * width);
	const at = (i: number, j: number) => common[i * width + j] ?? 0;
	for (let i = a.length - 1; i >= 0; i--) {
		for (let j = b.length - 1; j >= 0; j--) {
			common[i * width + j] =
				a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
		}
	}
	let i = 0;
	let j = 0;
	while (i < a.length && j < b.length) {
		if (a[i] === b[j]) {
			push(parts, 'same', a.slice(i, i + 1));
			i++;
			j++;
		} else if (at(i + 1, j) >= at(i, j + 1)) {
			push(parts, 'mine', a.slice(i, i + 1));
			i++;
		} else {
			push(parts, 'theirs', b.slice(j, j + 1));
			j++;
		}
	}
	push(parts, 'mine', a.slice(i));
	push(parts, 'theirs', b.slice(j));
}
