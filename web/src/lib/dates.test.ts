import { describe, expect, it, vi } from 'vitest';
import {
	addDays,
	civilDayAt,
	clockAt,
	dayOfWeek,
	daysBetween,
	formatCivil,
	formatMinutes,
	formatTime,
	isCivil,
	startOfWeek,
	weekdayIndex,
	weekdayName,
	weekdays,
} from './dates';

describe('civil days', () => {
	it('knows real days only', () => {
		expect(isCivil('2024-02-29')).toBe(true);
		expect(isCivil('2023-02-29')).toBe(false);
		expect(isCivil('2026-13-01')).toBe(false);
		expect(isCivil('2026-1-1')).toBe(false);
		expect(isCivil('tomorrow')).toBe(false);
	});

	it('adds over months, years and leap days', () => {
		expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
		expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
		expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
		expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
		expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
		expect(daysBetween('2025-01-01', '2024-01-01')).toBe(-366);
	});

	it('crosses every change of clocks without losing a day', () => {
		for (let day = '2024-01-01', i = 0; i < 800; i++) {
			const next = addDays(day, 1);
			expect(daysBetween(day, next)).toBe(1);
			expect((dayOfWeek(day) + 1) % 7).toBe(dayOfWeek(next));
			day = next;
		}
	});

	it('finds the start of the week for every first day', () => {
		for (const start of weekdays) {
			for (let i = 0; i < 14; i++) {
				const day = addDays('2026-11-16', i);
				const first = startOfWeek(day, start);
				expect(dayOfWeek(first)).toBe(weekdayIndex(start));
				expect(daysBetween(first, day)).toBeGreaterThanOrEqual(0);
				expect(daysBetween(first, day)).toBeLessThan(7);
			}
		}
	});
});

describe('civilDayAt', () => {
	it('tells the day on the clock of the zone', () => {
		const instant = new Date('2026-11-22T23:30:00Z');
		expect(civilDayAt(instant, 'Europe/Berlin', 0)).toBe('2026-11-23');
		expect(civilDayAt(instant, 'America/New_York', 0)).toBe('2026-11-22');
		expect(civilDayAt(instant, 'Pacific/Kiritimati', 0)).toBe('2026-11-23');
	});

	it('counts the night for the day before', () => {
		expect(civilDayAt(new Date('2026-11-22T23:30:00Z'), 'Europe/Berlin', 4)).toBe('2026-11-22');
		expect(civilDayAt(new Date('2026-11-23T03:00:00Z'), 'Europe/Berlin', 4)).toBe('2026-11-23');
	});
});

describe('words for time', () => {
	it('names a civil day whatever the zone of the browser', () => {
		expect(formatCivil('2026-11-22', 'en-GB', { dateStyle: 'long' })).toBe('22 November 2026');
		expect(formatCivil('2026-11-22', 'de', { dateStyle: 'long' })).toBe('22. November 2026');
	});

	it('names weekdays', () => {
		expect(weekdayName('MONDAY', 'en', 'long')).toBe('Monday');
		expect(weekdayName('SUNDAY', 'de', 'long')).toBe('Sonntag');
	});

	it('tells the time on the clock of a zone', () => {
		expect(formatTime('2026-11-22T18:04:00.000Z', 'en-GB', 'Europe/Berlin')).toBe('19:04');
	});

	it('puts minutes into hours', () => {
		expect(formatMinutes(145, 'en')).toBe('2 hr 25 min');
		expect(formatMinutes(60, 'en')).toBe('1 hr');
		expect(formatMinutes(0, 'en')).toBe('0 min');
	});
});

it('reads the hour and the day from the clock of the zone', () => {
	const instant = new Date('2026-07-01T22:30:00Z');
	expect(clockAt(instant, 'Europe/Berlin')).toEqual({ day: '2026-07-02', hour: 0 });
	expect(clockAt(instant, 'UTC')).toEqual({ day: '2026-07-01', hour: 22 });
});

it('puts a year of days into words with one formatter', async () => {
	const made = vi.fn();
	class Counted extends Intl.DateTimeFormat {
		constructor(...options: ConstructorParameters<typeof Intl.DateTimeFormat>) {
			super(...options);
			made();
		}
	}
	vi.stubGlobal('Intl', { ...Intl, DateTimeFormat: Counted, NumberFormat: Intl.NumberFormat });
	vi.resetModules();
	const fresh = await import('./dates');
	const words = Array.from({ length: 365 }, (_, n) =>
		fresh.formatCivil(addDays('2026-01-01', n), 'de', { day: 'numeric', month: 'short' }),
	);
	expect(new Set(words).size).toBe(365);
	expect(made).toHaveBeenCalledTimes(1);
	vi.unstubAllGlobals();
});
