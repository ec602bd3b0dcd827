import { describe, expect, it } from 'vitest';
import { entryFilter, filterParts, withoutPart } from './filter';
import { timelineSearch } from './routes';

describe('the address of the timeline', () => {
	it('leaves out what it does not understand', () => {
		expect(
			timelineSearch({
				day: '2026-02-30',
				from: '2026-01-01',
				to: 'yesterday',
				kind: 'EVIL',
				tag: 2026,
				drafts: 'yes',
				other: 1,
			}),
		).toEqual({ from: '2026-01-01', tag: '2026' });
	});

	it('becomes the filter of the server', () => {
		expect(entryFilter({})).toBeNull();
		expect(entryFilter({ day: '2026-11-22', from: '2026-01-01' })).toEqual({
			from: '2026-11-22',
			to: '2026-11-22',
		});
		expect(
			entryFilter({ from: '2026-11-01', tag: 'go/generics', kind: 'DONE', drafts: true }),
		).toEqual({ from: '2026-11-01', tags: ['go/generics'], kinds: ['DONE'], drafts: true });
	});

	it('can lose each part by itself', () => {
		const search = timelineSearch({
			from: '2026-11-01',
			to: '2026-11-30',
			tag: 'go',
			kind: 'PLAN',
			drafts: true,
		});
		const parts = filterParts(search);
		expect(parts).toEqual(['range', 'kind', 'tag', 'drafts']);
		let rest = search;
		for (const part of parts) rest = withoutPart(rest, part);
		expect(rest).toEqual({});
		expect(withoutPart(search, 'tag')).toEqual({
			from: '2026-11-01',
			to: '2026-11-30',
			kind: 'PLAN',
			drafts: true,
		});
	});

	it('shows a day in place of a range', () => {
		expect(filterParts({ day: '2026-11-22', from: '2026-11-01' })).toEqual(['day']);
		expect(withoutPart({ day: '2026-11-22', from: '2026-11-01' }, 'day')).toEqual({
			from: '2026-11-01',
		});
	});
});
