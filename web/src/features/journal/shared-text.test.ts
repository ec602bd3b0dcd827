import { expect, it } from 'vitest';
import { sharedText } from './shared-text';

it.each([
	[{}, ''],
	[{ title: 'Plan' }, '# Plan\n\n'],
	[{ text: 'just words' }, 'just words\n\n'],
	[{ title: 'A [b]', url: 'https://example.org/x' }, '[A \\[b\\]](<https://example.org/x>)\n\n'],
	[
		{ title: 'Page', text: 'one\ntwo', url: 'https://example.org' },
		'[Page](<https://example.org>)\n\n> one\n> two\n\n',
	],
	[{ title: 'Bad', url: 'javascript:alert(1)' }, '# Bad\n\n'],
	[{ text: 'x', url: 'https://a.example/> [y](z' }, 'x\n\n'],
])('%j begins an entry', (shared, text) => {
	expect(sharedText(shared)).toBe(text);
});
