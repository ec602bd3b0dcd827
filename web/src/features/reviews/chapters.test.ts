import { describe, expect, it } from 'vitest';
import { chaptersOf } from './chapters';

const months = (...counts: number[]) =>
	counts.map((entries, n) => {
		const month = `2026-${String(n + 1).padStart(2, '0')}`;
		return { from: `${month}-01`, to: `${month}-28`, entries };
	});

describe('the chapters of a book', () => {
	it('are one where all fits', () => {
		expect(chaptersOf(months(10, 0, 20), 100)).toEqual([
			{ from: '2026-01-01', to: '2026-03-28', entries: 30 },
		]);
	});

	it('hold every entry once, and no more than fit but for a month by itself', () => {
		const bars = months(60, 30, 20, 0, 250, 90, 10, 1);
		const chapters = chaptersOf(bars, 100);
		expect(chapters.map((c) => c.entries)).toEqual([90, 20, 250, 100, 1]);
		expect(chapters.reduce((sum, c) => sum + c.entries, 0)).toBe(461);
		expect(chapters[3]).toEqual({ from: '2026-06-01', to: '2026-07-28', entries: 100 });
	});

	it('are none where nothing is', () => {
		expect(chaptersOf(months(0, 0), 100)).toEqual([]);
	});
});
