import { describe, expect, it } from 'vitest';
import { completions, wordAt } from './operators';

describe('completions', () => {
	it('offers operators, then their values', () => {
		expect(completions('ki', [])).toEqual(['kind:']);
		expect(completions('kind:d', [])).toEqual(['kind:done', 'kind:decision']);
		expect(completions('kind:done', [])).toEqual([]);
		expect(completions('nothing:x', [])).toEqual([]);
	});
	it('offers own tags', () => {
		expect(completions('#g', ['go', 'go/generics'])).toEqual(['#go', '#go/generics']);
		expect(completions('tag:go', ['go', 'go/generics'])).toEqual(['tag:go/generics']);
	});
});

describe('wordAt', () => {
	it('finds the word under the cursor, without its sign', () => {
		expect(wordAt('a -ki b', 5)).toEqual({ from: 2, word: 'ki' });
		expect(wordAt('(kind:', 6)).toEqual({ from: 1, word: 'kind:' });
		expect(wordAt('a ', 2)).toEqual({ from: 2, word: '' });
	});
});
