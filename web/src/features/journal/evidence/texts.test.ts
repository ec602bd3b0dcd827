import { describe, expect, it } from 'vitest';
import { appended, cited } from './texts';

const ref = '[fix: leak](/app/journal?day=2026-11-20#commits-0123456789ab)';

describe('texts of the margin', () => {
	it('puts a text behind what is typed and never in its place', () => {
		expect(appended('', 'draft\n')).toBe('draft\n');
		expect(appended('typed  \n', 'draft\n')).toBe('typed\n\ndraft\n');
	});

	it('makes one list of references', () => {
		const one = cited('typed', ref);
		expect(one).toBe(`typed\n\n- ${ref}\n`);
		expect(cited(one, ref)).toBe(`typed\n\n- ${ref}\n- ${ref}\n`);
		expect(cited('- a list\n', ref)).toBe(`- a list\n\n- ${ref}\n`);
	});
});
