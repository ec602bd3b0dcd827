import { describe, expect, it } from 'vitest';
import { type DiffPart, wordDiff, words } from './word-diff';

const side = (parts: DiffPart[], kind: 'mine' | 'theirs') =>
	parts
		.filter((p) => p.kind === 'same' || p.kind === kind)
		.map((p) => p.text)
		.join('');

describe('wordDiff', () => {
	it('marks the word that differs', () => {
		expect(wordDiff('fixed the flaky test', 'fixed the slow test')).toEqual([
			{ kind: 'same', text: 'fixed the ' },
			{ kind: 'mine', text: 'flaky' },
			{ kind: 'theirs', text: 'slow' },
			{ kind: 'same', text: ' test' },
		]);
	});

	it.each([
		['', ''],
		['', 'new text'],
		['gone', ''],
		['a b c', 'a b c'],
		['- [ ] one\n- [x] two\n', '- [x] one\n- [x] two\n\n> three'],
		['قرأت الفصل الأول', 'قرأت الفصل الثاني اليوم'],
		['tabs\tand  spaces\r\n', 'tabs and spaces\n'],
		['👩‍🚀 é́ 漢字', '👩‍🚀 e 漢字。'],
	])('loses nothing of %j and %j', (mine, theirs) => {
		const parts = wordDiff(mine, theirs);
		expect(side(parts, 'mine')).toBe(mine);
		expect(side(parts, 'theirs')).toBe(theirs);
	});

	it('loses nothing of random texts', () => {
		let seed = 42;
		const random = (n: number) => {
			seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
			return seed % n;
		};
		const text = () =>
			Array.from(
				{ length: random(60) },
				() => ['go ', 'rust ', '\n', '# ', 'x', '١'][random(6)],
			).join('');
		for (let n = 0; n < 200; n++) {
			const mine = text();
			const theirs = text();
			const parts = wordDiff(mine, theirs);
			expect(side(parts, 'mine')).toBe(mine);
			expect(side(parts, 'theirs')).toBe(theirs);
		}
	});

	it('stays quick with two large texts that have nothing in common', () => {
		const mine = 'alpha beta '.repeat(5000);
		const theirs = 'gamma delta '.repeat(5000);
		const parts = wordDiff(mine, theirs);
		expect(side(parts, 'theirs')).toBe(theirs);
	});

	it('splits a text without losing a byte', () => {
		const text = 'a_b c\n\n  d! \u0000 \ud83d\ude80\t';
		expect(words(text).join('')).toBe(text);
	});
});
