import { expect, it } from 'vitest';
import { merge } from './merge';

it('takes what only one side changed', () => {
	const base = '# Day\n- one\n- two\n- three\n';
	const mine = '# Day\n- one, done\n- two\n- three\n';
	const theirs = '# Day\n- one\n- two\n- three\n- four\n';
	expect(merge(base, mine, theirs)).toEqual({
		text: '# Day\n- one, done\n- two\n- three\n- four\n',
		clashes: 0,
	});
});

it('keeps both where both changed', () => {
	expect(merge('a\nb\nc', 'a\nmine\nc', 'a\ntheirs\nc')).toEqual({
		text: 'a\ntheirs\nmine\nc',
		clashes: 1,
	});
});

it('keeps both ends when neither has a line end', () => {
	const { text } = merge('a', 'a mine', 'a theirs');
	expect(text).toBe('a theirs\na mine');
});

it('works without the text that both began from', () => {
	const { text } = merge(null, 'same\nmine\n', 'same\ntheirs\n');
	expect(text).toBe('same\ntheirs\nmine\n');
});

it('removes a line that one side removed', () => {
	expect(merge('a\nb\nc\n', 'a\nc\n', 'a\nb\nc\nd\n')).toEqual({ text: 'a\nc\nd\n', clashes: 0 });
});

it('is quiet when both sides say the same', () => {
	expect(merge('a', 'b', 'b')).toEqual({ text: 'b', clashes: 0 });
	expect(merge('', '', '')).toEqual({ text: '', clashes: 0 });
});

/** A source of numbers that is the same in every run. */
function dice(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

it('loses no line that either side wrote, whatever happened', () => {
	for (let seed = 1; seed <= 400; seed++) {
		const roll = dice(seed);
		const base = Array.from({ length: roll(12) }, (_, i) => `line ${i % 5}`);
		let fresh = 0;
		const vary = (who: string) => {
			const out: string[] = [];
			for (const line of base) {
				const act = roll(6);
				if (act === 0) continue;
				out.push(act === 1 ? `${who} ${++fresh}` : line);
				if (act === 2) out.push(`${who} ${++fresh}`);
			}
			if (roll(2) === 0) out.push(`${who} ${++fresh}`);
			return out;
		};
		const mine = vary('mine');
		const theirs = vary('theirs');
		const { text } = merge(base.join('\n'), mine.join('\n'), theirs.join('\n'));
		const merged = text.split('\n');
		for (const line of [...mine, ...theirs]) {
			if (!line.startsWith('line')) expect(merged, `seed ${seed}`).toContain(line);
		}
		expect(merge(base.join('\n'), base.join('\n'), theirs.join('\n')).text).toBe(theirs.join('\n'));
		expect(merge(base.join('\n'), mine.join('\n'), base.join('\n')).text).toBe(mine.join('\n'));
	}
});

it('is quick on long texts', () => {
	const long = '\n'.repeat(60_000);
	expect(merge(long, `mine\n${long}`, `${long}theirs\n`)).toEqual({
		text: `mine\n${long}theirs\n`,
		clashes: 0,
	});
	const other = 'x\n'.repeat(30_000);
	expect(merge(long, `a${other}`, `b${other}`).text).toContain('a');
});
