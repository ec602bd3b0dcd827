import type { CivilDate } from '@/lib/dates';

/** The entries of one civil day, in the order they came. */
export interface DayGroup<T> {
	day: CivilDate;
	entries: T[];
	/** Minutes of all entries together. */
	minutes: number;
	/** False while entries of this day may still be on the next page. */
	complete: boolean;
}

interface Dated {
	id: string;
	day: CivilDate;
	minutes?: number | null;
}

/**
 * Gathers a list that is ordered by day. An entry that came twice, because it moved between two
 * pages, counts once. `hasMore` says that the list goes on behind its end.
 */
export function groupByDay<T extends Dated>(
	entries: readonly T[],
	hasMore: boolean,
): DayGroup<T>[] {
	const groups: DayGroup<T>[] = [];
	const seen = new Set<string>();
	for (const entry of entries) {
		if (seen.has(entry.id)) continue;
		seen.add(entry.id);
		let group = groups.at(-1);
		if (group?.day !== entry.day) {
			group = { day: entry.day, entries: [], minutes: 0, complete: true };
			groups.push(group);
		}
		group.entries.push(entry);
		group.minutes += entry.minutes ?? 0;
	}
	const last = groups.at(-1);
	if (last) last.complete = !hasMore;
	return groups;
}
