/** A match of a query in a text: a score (higher is better) and the indexes that matched. */
export interface FuzzyMatch {
	score: number;
	positions: number[];
}

const separator = /[\s\-_/.:·]/;

/** Lower case without accents, one character for one, so that indexes stay true. */
function fold(text: string): string {
	return Array.from(text, (c) => {
		const base = c.normalize('NFD')[0] ?? c;
		const low = base.toLowerCase();
		return low.length === c.length ? low : c;
	}).join('');
}

/**
 * Finds the letters of `query` in `text` in order. Runs and starts of words count more.
 * Undefined when a letter is missing. An empty query matches everything with score 0.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | undefined {
	const needle = fold(query).replace(/\s+/g, '');
	const hay = fold(text);
	if (needle === '') return { score: 0, positions: [] };
	const whole = hay.indexOf(fold(query).trim());
	if (whole >= 0) {
		const length = fold(query).trim().length;
		const atWord = whole === 0 || separator.test(hay[whole - 1] ?? '');
		return {
			score: 100 + (atWord ? 50 : 0) + (whole === 0 ? 25 : 0) - hay.length / 100,
			positions: Array.from({ length }, (_, i) => whole + i),
		};
	}
	const positions: number[] = [];
	let score = 0;
	let from = 0;
	for (const letter of needle) {
		const at = bestIndex(hay, letter, from);
		if (at < 0) return undefined;
		const previous = positions.at(-1);
		if (previous !== undefined && at === previous + 1) score += 6;
		if (at === 0 || separator.test(hay[at - 1] ?? '')) score += 8;
		score += 1;
		positions.push(at);
		from = at + 1;
	}
	const spread = (positions.at(-1) ?? 0) - (positions[0] ?? 0);
	return { score: score - spread / 4 - hay.length / 100, positions };
}

/** The next place of a letter: a run goes on, else the start of a word is preferred. */
function bestIndex(hay: string, letter: string, from: number): number {
	const next = hay.indexOf(letter, from);
	if (next < 0 || next === from) return next;
	for (let at = next; at >= 0; at = hay.indexOf(letter, at + 1)) {
		if (at === 0 || separator.test(hay[at - 1] ?? '')) return at;
	}
	return next;
}
