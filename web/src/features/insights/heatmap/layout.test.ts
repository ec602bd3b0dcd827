import { describe, expect, it } from 'vitest';
import { addDays, dayOfWeek, weekdayIndex, weekdays } from '@/lib/dates';
import { type HeatmapDay, layoutHeatmap, levels, moveByKey, streakStart } from './layout';

function range(from: string, to: string): HeatmapDay[] {
	const days: HeatmapDay[] = [];
	for (let day = from; day <= to; day = addDays(day, 1)) {
		days.push({ day, entries: 0, minutes: 0, sourceItems: 0, mark: 'MISSED' });
	}
	return days;
}

describe('layoutHeatmap', () => {
	for (const weekStart of weekdays) {
		for (const [from, to] of [
			['2025-11-23', '2026-11-22'],
			['2024-01-01', '2024-12-31'],
			['2023-01-01', '2023-12-31'],
		] as const) {
			it(`places ${from} to ${to} with weeks from ${weekStart}`, () => {
				const days = range(from, to);
				const layout = layoutHeatmap(days, weekStart);
				expect(layout.days).toHaveLength(days.length);
				expect(layout.weeks).toBeGreaterThanOrEqual(53);
				expect(layout.weeks).toBeLessThanOrEqual(54);
				for (const day of layout.days) {
					expect((dayOfWeek(day.day) - weekdayIndex(weekStart) + 7) % 7).toBe(day.row);
				}
				const places = new Set(layout.days.map((d) => `${d.week}/${d.row}`));
				expect(places.size).toBe(days.length);
			});
		}
	}

	it('knows the leap day', () => {
		const layout = layoutHeatmap(range('2024-01-01', '2024-12-31'), 'MONDAY');
		expect(layout.days).toHaveLength(366);
		const leap = layout.days.find((d) => d.day === '2024-02-29');
		expect(leap).toMatchObject({ week: 8, row: 3 });
	});

	it('names each month once and never two on top of each other', () => {
		const layout = layoutHeatmap(range('2025-11-23', '2026-11-22'), 'SUNDAY');
		const columns = layout.months.map((m) => m.week);
		expect(layout.months.map((m) => m.day.slice(5, 7))).toContain('06');
		for (let i = 1; i < columns.length; i++) {
			expect((columns[i] ?? 0) - (columns[i - 1] ?? 0)).toBeGreaterThanOrEqual(3);
		}
	});

	it('is empty without days', () => {
		expect(layoutHeatmap([], 'MONDAY')).toEqual({ days: [], weeks: 0, months: [] });
	});
});

describe('levels', () => {
	it('keeps nothing at 0 and something above it', () => {
		const level = levels([0, 0, 1, 1, 2, 3, 9]);
		expect(level(0)).toBe(0);
		for (const count of [1, 2, 3, 9]) expect(level(count)).toBeGreaterThan(0);
	});

	it('never falls as counts rise', () => {
		for (const counts of [[1], [1, 1, 1], [1, 2], [1, 2, 3, 4, 5, 6, 7, 8], [5, 5, 5, 40]]) {
			const level = levels(counts);
			for (let c = 1; c < 60; c++) expect(level(c)).toBeGreaterThanOrEqual(level(c - 1));
			expect(level(1000)).toBeLessThanOrEqual(4);
		}
	});
});

describe('moveByKey', () => {
	it('moves by days and weeks, and stays inside', () => {
		expect(moveByKey('ArrowDown', 10, 365, false)).toBe(11);
		expect(moveByKey('ArrowRight', 10, 365, false)).toBe(17);
		expect(moveByKey('ArrowRight', 10, 365, true)).toBe(3);
		expect(moveByKey('ArrowLeft', 3, 365, false)).toBe(0);
		expect(moveByKey('End', 3, 365, false)).toBe(364);
		expect(moveByKey('Home', 300, 365, false)).toBe(0);
		expect(moveByKey('x', 3, 365, false)).toBeUndefined();
	});
});

describe('streakStart', () => {
	it('walks back over days off to the first active day', () => {
		const days = range('2026-11-01', '2026-11-10');
		for (const index of [2, 4, 5, 8]) {
			const day = days[index];
			if (day) day.mark = 'ACTIVE';
		}
		for (const [index, mark] of [
			[3, 'REST'],
			[6, 'FREEZE'],
			[7, 'VACATION'],
		] as const) {
			const day = days[index];
			if (day) day.mark = mark;
		}
		expect(streakStart(days)).toBe('2026-11-03');
	});

	it('does not count an open today as the end', () => {
		const days = range('2026-11-01', '2026-11-03');
		const yesterday = days[1];
		if (yesterday) yesterday.mark = 'ACTIVE';
		expect(streakStart(days)).toBe('2026-11-02');
	});
});
