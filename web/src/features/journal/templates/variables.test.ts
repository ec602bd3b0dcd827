import { describe, expect, it } from 'vitest';
import { dateValues, fillTemplate, isoWeek, variablesIn } from './variables';

describe('variables', () => {
	const values = dateValues(
		'2026-11-23',
		new Date('2026-11-23T08:05:00Z'),
		'Europe/Berlin',
		'de-DE',
	);

	it('are filled in the zone and the language of the person', () => {
		const text = '{{date}} | {{ Weekday }} | {{TIME}} | {{week}} | {{day}} | {{yesterday}}';
		expect(fillTemplate(text, values)).toBe(
			'23. November 2026 | Montag | 09:05 | 2026-W48 | 2026-11-23 | 22. November 2026',
		);
	});

	it('stay as typed when nobody knows them, and say so', () => {
		const text = '{{date}} {{weather}} {{ constructor }} {{}} {{date';
		expect(fillTemplate(text, values)).toBe(
			'23. November 2026 {{weather}} {{ constructor }} {{}} {{date',
		);
		expect(variablesIn(text)).toEqual({
			known: ['date'],
			unknown: ['{{weather}}', '{{ constructor }}'],
		});
	});

	it('are filled in one pass, with lines indented as the variable is', () => {
		const filled = fillTemplate('- a\n  {{open tasks}}\nx {{open tasks}}', {
			'open tasks': '- [ ] {{date}} $& $1\n- [ ] b',
		});
		expect(filled).toBe('- a\n  - [ ] {{date}} $& $1\n  - [ ] b\nx - [ ] {{date}} $& $1\n- [ ] b');
	});

	it.each([
		['2026-11-23', '2026-W48'],
		['2027-01-01', '2026-W53'],
		['2024-12-30', '2025-W01'],
		['2026-01-04', '2026-W01'],
	])('%s lies in %s', (day, week) => {
		expect(isoWeek(day)).toBe(week);
	});
});
