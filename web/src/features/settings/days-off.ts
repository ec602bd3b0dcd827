import type { DayOffKind } from '@/gql/graphql';
import { addDays, type CivilDate } from '@/lib/dates';

/** Days off in a row with the same reason. */
export interface DaysOffRange {
	from: CivilDate;
	to: CivilDate;
	kind: DayOffKind;
}

/** Joins days in a row with the same reason into ranges, in the order given (oldest first). */
export function groupDaysOff(
	days: readonly { day: CivilDate; kind: DayOffKind }[],
): DaysOffRange[] {
	const ranges: DaysOffRange[] = [];
	for (const { day, kind } of days) {
		const last = ranges.at(-1);
		if (last && last.kind === kind && addDays(last.to, 1) === day) last.to = day;
		else ranges.push({ from: day, to: day, kind });
	}
	return ranges;
}
