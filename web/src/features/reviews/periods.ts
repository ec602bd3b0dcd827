import type { PeriodUnit, Weekday } from '@/gql/graphql';
import { addDays, type CivilDate, civilMs, formatCivil, startOfWeek } from '@/lib/dates';

/** A period as the server names it. */
export interface Period {
	key: string;
	unit: PeriodUnit;
	from: CivilDate;
	to: CivilDate;
}

/** The first and the last day in words, as short as the language has it. */
export function daysInWords({ from, to }: Pick<Period, 'from' | 'to'>, locale: string): string {
	const format = new Intl.DateTimeFormat(locale, {
		day: 'numeric',
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC',
	});
	return format.formatRange(civilMs(from), civilMs(to));
}

/** The month or the year in words; undefined for others. */
export function nameInWords(period: Period, locale: string): string | undefined {
	if (period.unit === 'YEAR') return formatCivil(period.from, locale, { year: 'numeric' });
	if (period.unit === 'MONTH')
		return formatCivil(period.from, locale, { month: 'long', year: 'numeric' });
	return undefined;
}

/** The number of the week in a key such as 2026-W47. */
export function weekNumber(key: string): number {
	return Number(key.slice(-2));
}

/** The key of the week that a day is in: it is named by the ISO week of its Thursday. */
export function weekKey(day: CivilDate, weekStart: Weekday): string {
	const first = startOfWeek(day, weekStart);
	const thursday = [0, 1, 2, 3, 4, 5, 6]
		.map((n) => addDays(first, n))
		.find((d) => new Date(civilMs(d)).getUTCDay() === 4);
	const year = Number((thursday ?? day).slice(0, 4));
	const days = (civilMs(thursday ?? day) - Date.UTC(year, 0, 1)) / 86_400_000;
	return `${String(year).padStart(4, '0')}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}
