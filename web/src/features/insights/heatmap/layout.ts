import type { Weekday, YearHeatmapQuery } from '@/gql/graphql';
import { type CivilDate, daysBetween, startOfWeek } from '@/lib/dates';

/** A day of the heatmap as the API gives it. */
export type HeatmapDay = NonNullable<YearHeatmapQuery['viewer']>['heatmap']['days'][number];

/** A day with its place: `week` is the column, `row` 0 to 6 counts from the start of the week. */
export interface PlacedDay extends HeatmapDay {
	week: number;
	row: number;
	/** 0 for no entries, then 1 to 4. */
	level: number;
}

/** A month's name stands above the column in which its first day lies. */
export interface MonthLabel {
	week: number;
	/** The first of the month. */
	day: CivilDate;
}

/** Everything placed. */
export interface HeatmapLayout {
	days: PlacedDay[];
	weeks: number;
	months: MonthLabel[];
}

/** How many columns a month's name needs before the next one may stand. */
const labelColumns = 3;

/** Places the days of a range into columns of weeks that begin on `weekStart`. */
export function layoutHeatmap(days: readonly HeatmapDay[], weekStart: Weekday): HeatmapLayout {
	const first = days[0];
	if (!first) return { days: [], weeks: 0, months: [] };
	const origin = startOfWeek(first.day, weekStart);
	const level = levels(days.map((d) => d.entries));
	const placed = days.map((day) => {
		const offset = daysBetween(origin, day.day);
		return { ...day, week: Math.floor(offset / 7), row: offset % 7, level: level(day.entries) };
	});
	const weeks = (placed.at(-1)?.week ?? 0) + 1;
	return { days: placed, weeks, months: monthLabels(placed, weeks) };
}

function monthLabels(days: readonly PlacedDay[], weeks: number): MonthLabel[] {
	const labels: MonthLabel[] = [];
	for (const day of days) {
		if (!day.day.endsWith('-01')) continue;
		const last = labels.at(-1);
		const crowded = last !== undefined && day.week - last.week < labelColumns;
		if (!crowded && day.week <= weeks - 2) labels.push({ week: day.week, day: day.day });
	}
	return labels;
}

/**
 * Sorts counts into levels by the quartiles of the days that have any, so that one very
 * full day does not pale all others. Nothing is always 0, something never is.
 */
export function levels(counts: readonly number[]): (count: number) => number {
	const some = counts.filter((c) => c > 0).sort((a, b) => a - b);
	const at = (share: number) => some[Math.floor((some.length - 1) * share)] ?? 0;
	const [low, middle, high] = [at(0.25), at(0.5), at(0.75)];
	return (count) => {
		if (count <= 0) return 0;
		if (count <= low && low < high) return 1;
		if (count <= middle && middle < high) return 2;
		if (count <= high) return low === high ? 2 : 3;
		return 4;
	};
}

/** The day to go to for a key, clamped to the range; undefined when the key means nothing. */
export function moveByKey(
	key: string,
	index: number,
	count: number,
	rtl: boolean,
): number | undefined {
	const forward = rtl ? -7 : 7;
	const steps: Record<string, number> = {
		ArrowUp: -1,
		ArrowDown: 1,
		ArrowRight: forward,
		ArrowLeft: -forward,
		PageUp: -28,
		PageDown: 28,
		Home: -count,
		End: count,
	};
	const step = steps[key];
	if (step === undefined) return undefined;
	return Math.min(count - 1, Math.max(0, index + step));
}

/** The first day of the streak that leads up to the end of these days, or undefined. */
export function streakStart(days: readonly HeatmapDay[]): CivilDate | undefined {
	let start: CivilDate | undefined;
	for (let i = days.length - 1; i >= 0; i--) {
		const day = days[i];
		if (!day) break;
		if (day.mark === 'ACTIVE') start = day.day;
		const today = i === days.length - 1;
		if ((day.mark === 'MISSED' || day.mark === 'NONE') && !today) break;
	}
	return start;
}
