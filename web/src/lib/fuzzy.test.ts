import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from './fuzzy';

describe('fuzzyMatch', () => {
	it('finds letters in order, and nothing else', () => {
		expect(fuzzyMatch('jrn', 'Journal')?.positions).toEqual([0, 3, 4]);
		expect(fuzzyMatch('xyz', 'Journal')).toBeUndefined();
		expect(fuzzyMatch('lj', 'Journal')).toBeUndefined();
	});

	it('prefers the starts of words and whole words', () => {
		const score = (q: string, text: string) => fuzzyMatch(q, text)?.score ?? -1;
		expect(score('set', 'Settings')).toBeGreaterThan(score('set', 'Reset the view'));
		expect(score('dark', 'Use dark colours')).toBeGreaterThan(score('dark', 'Download archive'));
	});

	it('does not mind case and accents', () => {
		expect(fuzzyMatch('eintrage', 'Einträge')).toBeDefined();
		expect(fuzzyMatch('EIN', 'eintrag')).toBeDefined();
	});

	it('matches everything when nothing is typed', () => {
		expect(fuzzyMatch('', 'Anything')).toEqual({ score: 0, positions: [] });
	});
});
