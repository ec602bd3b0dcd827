import { expect, test } from 'vitest';
import { groupDaysOff } from './days-off';

test('days in a row with one reason are one range', () => {
	expect(
		groupDaysOff([
			{ day: '2024-02-28', kind: 'VACATION' },
			{ day: '2024-02-29', kind: 'VACATION' },
			{ day: '2024-03-01', kind: 'VACATION' },
			{ day: '2024-03-02', kind: 'SICK' },
			{ day: '2024-03-05', kind: 'SICK' },
		]),
	).toEqual([
		{ from: '2024-02-28', to: '2024-03-01', kind: 'VACATION' },
		{ from: '2024-03-02', to: '2024-03-02', kind: 'SICK' },
		{ from: '2024-03-05', to: '2024-03-05', kind: 'SICK' },
	]);
	expect(groupDaysOff([])).toEqual([]);
});
