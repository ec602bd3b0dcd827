import { describe, expect, it } from 'vitest';
import { daysInWords, nameInWords, weekKey, weekNumber } from './periods';

describe('periods', () => {
	it('names weeks by their Thursday, whatever day they begin on', () => {
		expect(weekKey('2026-11-22', 'MONDAY')).toBe('2026-W47');
		expect(weekKey('2026-11-22', 'SUNDAY')).toBe('2026-W48');
		expect(weekKey('2026-11-21', 'SATURDAY')).toBe('2026-W48');
		expect(weekKey('2027-01-01', 'MONDAY')).toBe('2026-W53');
		expect(weekKey('2025-12-29', 'MONDAY')).toBe('2026-W01');
		expect(weekNumber('2026-W07')).toBe(7);
	});

	it('says months, years and days in words', () => {
		const period = { key: '2026-11', unit: 'MONTH', from: '2026-11-01', to: '2026-11-30' } as const;
		expect(nameInWords(period, 'en-GB')).toBe('November 2026');
		expect(nameInWords({ ...period, unit: 'YEAR' }, 'en-GB')).toBe('2026');
		expect(nameInWords({ ...period, unit: 'WEEK' }, 'en-GB')).toBeUndefined();
		expect(daysInWords(period, 'en-GB')).toMatch(/^1\s?–\s?30 November 2026$/);
	});
});
