/** The ends and the lines of an axis that begins at 0. */
export interface Scale {
	max: number;
	/** Where lines stand, from 0 to max. */
	ticks: number[];
}

/**
 * A round scale for values up to `highest`: steps of 1, 2 or 5 times a power of ten, at
 * most `lines` of them, and never an empty axis.
 */
export function niceScale(highest: number, lines = 4): Scale {
	const rough = Math.max(highest, 1) / lines;
	const power = 10 ** Math.floor(Math.log10(rough));
	const factor = [1, 2, 5, 10].find((f) => f * power >= rough) ?? 10;
	const step = Math.max(1, factor * power);
	const max = Math.ceil(Math.max(highest, 1) / step) * step;
	const ticks: number[] = [];
	for (let value = 0; value <= max; value += step) ticks.push(value);
	return { max, ticks };
}

/** How many of `count` labels to leave out between two, so that each has `width` pixels. */
export function labelEvery(count: number, space: number, width: number): number {
	return Math.max(1, Math.ceil((count * width) / Math.max(space, 1)));
}
