import { addDays, type CivilDate, civilMs, dayOfWeek, formatCivil, formatTime } from '@/lib/dates';

/** Variables that stand for a word or a date. */
const plain = [
	'date',
	'day',
	'weekday',
	'time',
	'week',
	'month',
	'year',
	'yesterday',
	'tomorrow',
] as const;

/** Variables that stand for lines made of earlier entries. */
export const fromEntries = ['open tasks', 'done yesterday', 'commits'] as const;

/** Every variable, by the name between the braces. */
export const variableNames: readonly string[] = [...plain, ...fromEntries];

/** What stands for each variable, by its name. */
export type Values = Readonly<Record<string, string>>;

const variable = /\{\{([^{}\n]{1,40})\}\}/g;

function nameOf(typed: string): string {
	return typed.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** The variables in a text, each once: those that are known, and as typed those that are not. */
export function variablesIn(text: string): { known: string[]; unknown: string[] } {
	const known = new Set<string>();
	const unknown = new Set<string>();
	for (const [typed, inner = ''] of text.matchAll(variable)) {
		const name = nameOf(inner);
		if (variableNames.includes(name)) known.add(name);
		else unknown.add(typed);
	}
	return { known: [...known], unknown: [...unknown] };
}

/**
 * A template with its variables filled, in one pass: what is put in is not read again. A variable without a value stays as
 * it was typed. Lines that follow in a value are indented as the variable is.
 */
export function fillTemplate(text: string, values: Values): string {
	return text.replace(variable, (typed: string, inner: string, at: number) => {
		const name = nameOf(inner);
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		if (value === undefined) return typed;
		const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
		return /^[ \t]*$/.test(before) ? value.replaceAll('\n', `\n${before}`) : value;
	});
}

/** The week that a day lies in, as ISO 8601 counts them: "2026-W48". */
export function isoWeek(day: CivilDate): string {
	const thursday = addDays(day, 3 - ((dayOfWeek(day) + 6) % 7));
	const year = thursday.slice(0, 4);
	const week = 1 + Math.floor((civilMs(thursday) - civilMs(`${year}-01-01`)) / (7 * 86_400_000));
	return `${year}-W${String(week).padStart(2, '0')}`;
}

/** What the day and the clock of the person give, in their language. */
export function dateValues(day: CivilDate, now: Date, zone: string, locale: string): Values {
	const long: Intl.DateTimeFormatOptions = { dateStyle: 'long' };
	return {
		date: formatCivil(day, locale, long),
		day,
		weekday: formatCivil(day, locale, { weekday: 'long' }),
		time: formatTime(now.toISOString(), locale, zone),
		week: isoWeek(day),
		month: formatCivil(day, locale, { month: 'long', year: 'numeric' }),
		year: formatCivil(day, locale, { year: 'numeric' }),
		yesterday: formatCivil(addDays(day, -1), locale, long),
		tomorrow: formatCivil(addDays(day, 1), locale, long),
	};
}
