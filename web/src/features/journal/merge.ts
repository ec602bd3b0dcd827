/** A run of lines that comes out of a merge. */
interface Chunk {
	base: string[];
	mine: string[];
	theirs: string[];
}

/** Lines with their ends, so that joining gives the text again. */
function lines(text: string): string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Above this many pairs of lines the middle counts as changed as a whole: exactness would cost gigabytes. */
const maxPairs = 4_000_000;

/** For each line of `a` the line of `b` that it is, in order; -1 for none. */
function matches(a: readonly string[], b: readonly string[]): number[] {
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	let end = 0;
	const most = Math.min(a.length, b.length) - start;
	while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	const found = a.map((_, i) =>
		i < start ? i : i >= a.length - end ? i - a.length + b.length : -1,
	);
	const between = middle(a.slice(start, a.length - end), b.slice(start, b.length - end));
	between.forEach((at, i) => {
		if (at >= 0) found[start + i] = start + at;
	});
	return found;
}

/** The longest run of lines that both have, in order. */
function middle(a: readonly string[], b: readonly string[]): number[] {
	if (a.length * b.length > maxPairs) return new Array<number>(a.length).fill(-1);
	const width = b.length + 1;
	const common = new Uint32Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; i--) {
		for (let j = b.length - 1; j >= 0; j--) {
			common[i * width + j] =
				a[i] === b[j]
					? (common[(i + 1) * width + j + 1] ?? 0) + 1
					: Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
		}
	}
	const found = new Array<number>(a.length).fill(-1);
	for (let i = 0, j = 0; i < a.length && j < b.length; ) {
		if (a[i] === b[j]) found[i++] = j++;
		else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) i++;
		else j++;
	}
	return found;
}

/** Cuts three texts at the lines that all of them have. */
function chunks(base: string[], mine: string[], theirs: string[]): Chunk[] {
	const inMine = matches(base, mine);
	const inTheirs = matches(base, theirs);
	const out: Chunk[] = [];
	let b = 0;
	let m = 0;
	let t = 0;
	const cut = (nextB: number, nextM: number, nextT: number) => {
		const chunk = {
			base: base.slice(b, nextB),
			mine: mine.slice(m, nextM),
			theirs: theirs.slice(t, nextT),
		};
		if (chunk.base.length + chunk.mine.length + chunk.theirs.length > 0) out.push(chunk);
		[b, m, t] = [nextB, nextM, nextT];
	};
	for (let i = 0; i < base.length; i++) {
		const inM = inMine[i] ?? -1;
		const inT = inTheirs[i] ?? -1;
		if (inM < 0 || inT < 0) continue;
		cut(i, inM, inT);
		cut(i + 1, inM + 1, inT + 1);
	}
	cut(base.length, mine.length, theirs.length);
	return out;
}

/** A merged text, and how many places both versions had changed differently. */
export interface Merged {
	text: string;
	clashes: number;
}

/**
 * Merges two versions line by line. What only one side changed is taken from there; where both changed, both
 * stand under each other, theirs first. Without the text that both began from, every difference is such a
 * place. Nothing that either side added is left out.
 */
export function merge(
	baseText: string | null | undefined,
	mineText: string,
	theirText: string,
): Merged {
	const mine = lines(mineText);
	const theirs = lines(theirText);
	// Without a base, the lines that both have stand in for it.
	const shared = matches(mine, theirs);
	const base = baseText == null ? mine.filter((_, i) => (shared[i] ?? -1) >= 0) : lines(baseText);
	let clashes = 0;
	const parts: string[] = [];
	const add = (run: readonly string[]) => {
		const last = parts.at(-1);
		if (run.length > 0 && last !== undefined && !last.endsWith('\n')) parts.push('\n');
		parts.push(...run);
	};
	for (const chunk of chunks(base, mine, theirs)) {
		const [b, m, t] = [chunk.base.join(''), chunk.mine.join(''), chunk.theirs.join('')];
		if (m === t || t === b) add(chunk.mine);
		else if (m === b) add(chunk.theirs);
		else {
			if (m !== '' && t !== '') clashes++;
			add(chunk.theirs);
			add(chunk.mine);
		}
	}
	return { text: parts.join(''), clashes };
}
