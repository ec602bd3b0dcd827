import { describe, expect, it } from 'vitest';
import { parseMinutes, typedMinutes } from './minutes';

describe('parseMinutes', () => {
	it.each([
		['90', 90],
		['1h 30', 90],
		['1h30m', 90],
		['1:30', 90],
		['0:45', 45],
		['1.5h', 90],
		['1,5 Std', 90],
		['2 hours', 120],
		['45 min', 45],
		['45m', 45],
		[' 24h ', 1440],
		['١:٣٠', 90],
		['٢ ساعات', 120],
		['1 ساعة و 30 دقيقة', 90],
	])('reads %s', (text, minutes) => {
		expect(parseMinutes(text)).toEqual({ ok: true, minutes });
	});

	it('takes no text for no duration', () => {
		expect(parseMinutes('  ')).toEqual({ ok: true, minutes: null });
	});

	it.each(['0', '-5', '1441', '25h', '1:75', '1h 75', 'soon', '1:3', '1.5', 'NaN', '1e3'])(
		'refuses %s',
		(text) => {
			expect(parseMinutes(text)).toEqual({ ok: false });
		},
	);

	it('reads again what typedMinutes writes', () => {
		for (let minutes = 1; minutes <= 1440; minutes++) {
			expect(parseMinutes(typedMinutes(minutes))).toEqual({ ok: true, minutes });
		}
		expect(typedMinutes(null)).toBe('');
	});
});
