import { describe, expect, it } from 'vitest';
import { doneItems, keysIn, openTasks, placed, withoutTasks } from './carry';

const none = new Set<string>();

describe('unchecked tasks', () => {
	it('are found behind every marker, in quotes, and not in code', () => {
		const text = [
			'* [ ] star',
			'+ [ ] plus',
			'1. [ ] one',
			'2) [ ] two',
			'- [x] ticked',
			'> - [ ] quoted',
			'',
			'```',
			'- [ ] in a fence',
			'```',
			'',
			'    - [ ] in indented code',
			'',
			'- [ ]',
			'- [o] none',
			'[ ] none either',
		].join('\n');
		expect(openTasks([text], none).lines).toEqual([
			'- [ ] star',
			'- [ ] plus',
			'- [ ] one',
			'- [ ] two',
			'- [ ] quoted',
		]);
	});

	it('keep what lies below them, and move up from below what is done', () => {
		const text = [
			'- [ ] parent',
			'  more of it',
			'  - [x] done child',
			'    - [ ] deep',
			'  - note',
			'    - [ ] below a note',
			'- [x] done parent',
			'  - [ ] open child',
			'- plain',
			'  1. [ ] below plain',
			'',
			'     ```',
			'     - [ ] code of it',
			'     ```',
		].join('\n');
		expect(openTasks([text], none).lines).toEqual([
			'- [ ] parent',
			'  more of it',
			'  - [ ] deep',
			'  - note',
			'    - [ ] below a note',
			'- [ ] open child',
			'- [ ] below plain',
			'',
			'  ```',
			'  - [ ] code of it',
			'  ```',
		]);
	});

	it('are not carried when they are known, twice, or ticked in another text of the day', () => {
		const { lines, keys } = openTasks(
			['- [ ] A\n- [ ] B\n- [ ] C', '- [x] b\n- [ ] A\n- [ ] D'],
			new Set(['c']),
		);
		expect(lines).toEqual(['- [ ] A', '- [ ] D']);
		expect(keys).toEqual(['a', 'd']);
	});
});

describe('what was done', () => {
	it('is a list of plain items, so that it is not carried on', () => {
		const lines = doneItems(['- [x] one\n- [ ] two\n  - [X] three'], none);
		expect(lines).toEqual(['- one', '- three']);
		expect(openTasks([lines.join('\n')], none).lines).toEqual([]);
	});
});

describe('the place', () => {
	const block = ['- [ ] A'];
	it.each([
		['START', '', 'Hello', '- [ ] A\n\nHello'],
		['END', '', 'Hello\n', 'Hello\n\n- [ ] A\n'],
		['END', '', '- [ ] B\n', '- [ ] B\n- [ ] A\n'],
		['HEADING', 'Open', 'Hello', 'Hello\n\n## Open\n\n- [ ] A\n'],
		['HEADING', 'open', '# Open\n\nText\n\n# Next\n', '# Open\n\nText\n\n- [ ] A\n\n# Next\n'],
		['HEADING', 'Open', '# Open #\n# Next', '# Open #\n\n- [ ] A\n\n# Next'],
		['HEADING', 'Open', 'Open\n====\n- [ ] B', 'Open\n====\n- [ ] B\n- [ ] A\n'],
		['HEADING', 'Open', '', '## Open\n\n- [ ] A\n'],
		['END', '', '```\ncode', '- [ ] A\n\n```\ncode'],
		['HEADING', 'Open', '```\n# Open\n```', '```\n# Open\n```\n\n## Open\n\n- [ ] A\n'],
	] as const)('%s %s in %j', (place, heading, text, wanted) => {
		expect(placed(text, block, place, heading)).toBe(wanted);
	});
});

describe('taking out', () => {
	it('removes whole tasks, and leaves those with something below that stays', () => {
		const text =
			'# Day\n\n- [ ] A\n  more\n- [ ] B\n  - [x] done\n- [x] C\n- [ ] D\n  - [ ] E\n\nEnd';
		expect(withoutTasks(text, new Set(['a', 'b', 'd', 'e']))).toBe(
			'# Day\n\n- [ ] B\n  - [x] done\n- [x] C\n\nEnd',
		);
	});

	it('leaves a text alone that would be empty', () => {
		expect(withoutTasks('- [ ] A\n', new Set(['a']))).toBe('- [ ] A\n');
	});
});

/** Numbers that look random and are the same every time. */
function dice(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * below);
	};
}

function anyText(roll: (below: number) => number): string {
	const lines: string[] = [];
	const count = roll(14);
	for (let line = 0; line < count; line++) {
		const indent = ' '.repeat([0, 0, 0, 2, 3, 4, 6][roll(7)] ?? 0);
		const mark = ['-', '*', '+', '1.', '7)'][roll(5)] ?? '-';
		const quote = roll(9) === 0 ? '> ' : '';
		const box = ['[ ] ', '[x] ', '[X] ', '', '[ ]'][roll(5)] ?? '';
		const word = `t${roll(12)}`;
		lines.push(
			[
				`${quote}${indent}${mark} ${box}${word}`,
				`${indent}words ${word}`,
				'',
				'```',
				`# h${roll(3)}`,
				`${indent}${mark} ${mark} ${box}${word}`,
				'---',
				`\t${mark} ${box}${word}`,
			][[0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7][roll(13)] ?? 0] ?? '',
		);
	}
	return lines.join('\n');
}

describe('any text at all', () => {
	const places = ['START', 'END', 'HEADING'] as const;
	it('gives its open tasks once, in order, as tasks, and loses nothing of the other text', () => {
		for (let seed = 1; seed <= 3000; seed++) {
			const roll = dice(seed);
			const source = [anyText(roll), anyText(roll)];
			const target = anyText(roll);
			const place = places[roll(3)] ?? 'END';
			const keys = keysIn(target);
			const { lines, keys: carried } = openTasks(source, new Set([...keys.open, ...keys.done]));
			const next = placed(target, lines, place, 'h1');
			const why = JSON.stringify({ seed, source, target, place, next });

			const done = new Set(source.flatMap((text) => keysIn(text).done));
			const wanted = [...new Set(source.flatMap((text) => keysIn(text).open))].filter(
				(key) =>
					key !== '' && !done.has(key) && !keys.open.includes(key) && !keys.done.includes(key),
			);
			expect(carried, why).toEqual(wanted);
			// Each is a task of the new text.
			expect(keysIn(next).open, why).toEqual(expect.arrayContaining(wanted));
			// Nothing of what was typed is gone: its lines come in their order.
			let at = 0;
			for (const line of target.split('\n').filter((text) => text.trim() !== '')) {
				at = next.indexOf(line, at);
				expect(at, why).toBeGreaterThanOrEqual(0);
				at += line.length;
			}
			// Nothing is carried twice.
			const again = new Set([...keys.open, ...keys.done, ...keysIn(next).open]);
			expect(openTasks(source, again).keys, why).toEqual([]);
		}
	});

	it('keeps every task that is not taken out', () => {
		for (let seed = 1; seed <= 3000; seed++) {
			const roll = dice(seed);
			const text = anyText(roll);
			const keys = new Set(keysIn(text).open.filter(() => roll(2) === 0));
			const next = withoutTasks(text, keys);
			const before = keysIn(text);
			const after = keysIn(next);
			const why = JSON.stringify({ seed, text, next, keys: [...keys] });
			expect(after.done, why).toEqual(before.done);
			const kept = (list: string[]) => list.filter((key) => !keys.has(key));
			expect(kept(after.open), why).toEqual(kept(before.open));
		}
	});
});
