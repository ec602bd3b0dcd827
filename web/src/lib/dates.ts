import type { Weekday } from '@/gql/graphql';

/**
 * A civil day, "YYYY-MM-DD", without a time and without a zone. Arithmetic goes
 * through UTC, so that no zone of the browser can move a day.
 */
export type CivilDate = string;

const dayMs = 86_400_000;
const civilPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Weekdays as the API names them; the index is that of Date.getUTCDay(). */
export const weekdays: readonly Weekday[] = [
	'SUNDAY',
	'MONDAY',
	'TUESDAY',
	'WEDNESDAY',
	'THURSDAY',
	'FRIDAY',
	'SATURDAY',
];

/** 0 for Sunday to 6 for Saturday. */
export function weekdayIndex(day: Weekday): number {
	return weekdays.indexOf(day);
}

/** True for a real day of the calendar in the form YYYY-MM-DD. */
export function isCivil(text: string): text is CivilDate {
	const match = civilPattern.exec(text);
	if (!match) return false;
	const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
	return toCivil(ms) === text;
}

/** Midnight UTC of a civil day in milliseconds. Throws RangeError for anything else. */
export function civilMs(day: CivilDate): number {
	const match = civilPattern.exec(day);
	if (!match) throw new RangeError(`not a civil day: ${day}`);
	return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
}

function toCivil(utcMs: number): CivilDate {
	return new Date(utcMs).toISOString().slice(0, 10);
}

/** The day so many days later; negative goes back. */
export function addDays(day: CivilDate, days: number): CivilDate {
	return toCivil(civilMs(day) + days * dayMs);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
	return Math.round((civilMs(to) - civilMs(from)) / dayMs);
}

/** 0 for Sunday to 6 for Saturday. */
export function dayOfWeek(day: CivilDate): number {
	return new Date(civilMs(day)).getUTCDay();
}

/** The first day of the week that `day` lies in. */
export function startOfWeek(day: CivilDate, weekStart: Weekday): CivilDate {
	const back = (dayOfWeek(day) - weekdayIndex(weekStart) + 7) % 7;
	return addDays(day, -back);
}

/** Keeps what is made of a locale and options: making a formatter costs a hundred times what using it does. */
function keeping<Options, Format>(
	Maker: new (locale: string, options: Options) => Format,
): (locale: string, options: Options) => Format {
	const kept = new Map<string, Format>();
	return (locale, options) => {
		const key = locale + JSON.stringify(options);
		const format = kept.get(key) ?? new Maker(locale, options);
		kept.set(key, format);
		return format;
	};
}

const dateFormat = keeping<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat);
const numberFormat = keeping<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat);

/**
 * The civil day at an instant for somebody in `zone` whose day begins at `dayStart`
 * o'clock: before that hour, the previous day still counts.
 */
export function civilDayAt(instant: Date, zone: string, dayStart: number): CivilDate {
	const { day, hour } = clockAt(instant, zone);
	return hour < dayStart ? addDays(day, -1) : day;
}

/** The calendar day and the hour, 0 to 23, at an instant on the clock of `zone`. */
export function clockAt(instant: Date, zone: string): { day: CivilDate; hour: number } {
	const parts = dateFormat('en-CA', {
		timeZone: zone,
		calendar: 'gregory',
		numberingSystem: 'latn',
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
	}).formatToParts(instant);
	const get = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
	const day = `${get('year').padStart(4, '0')}-${get('month')}-${get('day')}`;
	return { day, hour: Number(get('hour')) };
}

/** A civil day in words of the locale; the zone of the browser does not matter. */
export function formatCivil(
	day: CivilDate,
	locale: string,
	options: Intl.DateTimeFormatOptions = { dateStyle: 'full' },
): string {
	return dateFormat(locale, { ...options, timeZone: 'UTC' }).format(civilMs(day));
}

/** The time of day at an instant, on the clock of `zone`. */
export function formatTime(instant: string, locale: string, zone: string): string {
	return dateFormat(locale, { timeStyle: 'short', timeZone: zone }).format(new Date(instant));
}

/** Day and time at an instant, on the clock of `zone`. */
export function formatInstant(
	instant: string,
	locale: string,
	zone: string,
	options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
): string {
	return dateFormat(locale, { ...options, timeZone: zone }).format(new Date(instant));
}

/** The short name of a weekday, such as "Mon". */
export function weekdayName(
	day: Weekday,
	locale: string,
	width: 'short' | 'long' | 'narrow' = 'short',
): string {
	// 2023-01-01 was a Sunday.
	return formatCivil(addDays('2023-01-01', weekdayIndex(day)), locale, { weekday: width });
}

/** Minutes as hours and minutes in the locale: 145 gives "2 hr 25 min". */
export function formatMinutes(minutes: number, locale: string): string {
	const hours = Math.floor(minutes / 60);
	const rest = minutes % 60;
	const unit = (value: number, name: 'hour' | 'minute') =>
		numberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
	if (hours === 0) return unit(rest, 'minute');
	if (rest === 0) return unit(hours, 'hour');
	return `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** The zone of this browser, "UTC" when it does not tell. */
export function browserZone(): string {
	return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** The first day of the week where the locale is spoken; Monday when it is not known. */
export function localeWeekStart(locale: string): Weekday {
	try {
		const info = new Intl.Locale(locale) as Intl.Locale & {
			getWeekInfo?: () => { firstDay: number };
			weekInfo?: { firstDay: number };
		};
		const first = info.getWeekInfo?.().firstDay ?? info.weekInfo?.firstDay ?? 1;
		return weekdays[first % 7] ?? 'MONDAY';
	} catch {
		return 'MONDAY';
	}
}

/** Every IANA zone that this browser knows, with the one given added when it is missing. */
export function knownZones(current: string): string[] {
	const zones = Intl.supportedValuesOf('timeZone');
	return zones.includes(current) ? zones : [current, ...zones];
}
