import { describe, expect, it } from 'vitest';
import { bandsOf, moved, placesOf, usualPlaces } from './arrangement';

const names = (places: ReturnType<typeof placesOf>) => places.map((p) => p.name).join(' ');

describe('the arrangement of the dashboard', () => {
	it('is the usual one until somebody changes it', () => {
		expect(placesOf([])).toEqual(usualPlaces);
		expect(bandsOf(usualPlaces)).toEqual([
			{ main: ['today'], side: ['streak', 'next'] },
			{ full: 'year' },
			{ main: ['weeks'], side: ['tags'] },
		]);
	});

	it('leaves unknown cards out and puts new ones where they usually stand', () => {
		const saved = [
			{ name: 'gone', hidden: false },
			{ name: 'year', hidden: false },
			{ name: 'today', hidden: true },
		];
		expect(names(placesOf(saved))).toBe('year weeks tags today streak next');
	});

	it('moves by a step that can be seen', () => {
		expect(names(moved(usualPlaces, 'next', -1))).toBe('today next streak year weeks tags');
		// Past the streak and what is next, which stand in the other column, and the year.
		expect(names(moved(usualPlaces, 'today', 1))).toBe('streak next year today weeks tags');
		expect(moved(usualPlaces, 'tags', 1)).toEqual(usualPlaces);
	});

	it('moves a hidden card one place', () => {
		const places = usualPlaces.map((p) => ({ ...p, hidden: p.name === 'today' }));
		expect(names(moved(places, 'today', 1))).toBe('streak today next year weeks tags');
		expect(bandsOf(places)[0]).toEqual({ main: [], side: ['streak', 'next'] });
	});
});
