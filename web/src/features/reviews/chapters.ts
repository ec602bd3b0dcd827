import type { CivilDate } from '@/lib/dates';

/** How many entries are printed in one go: what a browser lays out in a few seconds. */
export const mostInOne = 1_000;

/** A stretch of a book that is printed by itself. */
export interface Chapter {
	from: CivilDate;
	to: CivilDate;
	entries: number;
}

/** The whole period where it is small enough, else its bars in runs of at most so many entries; one bar stays one. */
export function chaptersOf(bars: readonly Chapter[], most = mostInOne): Chapter[] {
	const chapters: Chapter[] = [];
	for (const { from, to, entries } of bars) {
		const last = chapters.at(-1);
		if (last && last.entries + entries <= most) {
			last.to = to;
			last.entries += entries;
		} else {
			chapters.push({ from, to, entries });
		}
	}
	return chapters.filter((chapter) => chapter.entries > 0);
}
