import { expect, it } from 'vitest';
import { groupByDay } from './day-groups';

const entry = (id: string, day: string, minutes: number | null = null) => ({ id, day, minutes });

it('gathers entries by their civil day with their minutes', () => {
	const groups = groupByDay(
		[
			entry('a', '2026-11-22', 30),
			entry('b', '2026-11-22'),
			entry('c', '2026-11-20', 45),
			entry('b', '2026-11-22'),
		],
		false,
	);
	expect(groups.map((g) => [g.day, g.entries.map((e) => e.id), g.minutes, g.complete])).toEqual([
		['2026-11-22', ['a', 'b'], 30, true],
		['2026-11-20', ['c'], 45, true],
	]);
});

it('says that the last day may go on', () => {
	const groups = groupByDay([entry('a', '2026-11-22'), entry('c', '2026-11-20')], true);
	expect(groups.map((g) => g.complete)).toEqual([true, false]);
	expect(groupByDay([], true)).toEqual([]);
});
