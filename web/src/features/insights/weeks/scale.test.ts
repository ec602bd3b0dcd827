import { describe, expect, it } from 'vitest';
import { labelEvery, niceScale } from './scale';

describe('niceScale', () => {
	it('uses round steps', () => {
		expect(niceScale(18.5)).toEqual({ max: 20, ticks: [0, 5, 10, 15, 20] });
		expect(niceScale(3)).toEqual({ max: 3, ticks: [0, 1, 2, 3] });
		expect(niceScale(37)).toEqual({ max: 40, ticks: [0, 10, 20, 30, 40] });
	});

	it('has an axis even when nothing was logged', () => {
		expect(niceScale(0)).toEqual({ max: 1, ticks: [0, 1] });
	});

	it('always holds the highest value', () => {
		for (let value = 0; value < 500; value += 7) {
			const { max, ticks } = niceScale(value);
			expect(max).toBeGreaterThanOrEqual(value);
			expect(ticks.length).toBeLessThanOrEqual(6);
		}
	});
});

describe('labelEvery', () => {
	it('thins labels out on narrow charts', () => {
		expect(labelEvery(12, 900, 50)).toBe(1);
		expect(labelEvery(12, 300, 50)).toBe(2);
		expect(labelEvery(12, 100, 50)).toBe(6);
	});
});
