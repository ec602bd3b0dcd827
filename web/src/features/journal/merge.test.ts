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
