import { expect, it } from 'vitest';
import { isLargeArchive, pathOf, selectFiles } from './files';

function file(path: string, size = 3): File {
	const made = new File(['x'.repeat(size)], path.split('/').at(-1) ?? path);
	Object.defineProperty(made, 'webkitRelativePath', { value: path });
	return made;
}

it('keeps the notes of a folder and counts what it leaves out', () => {
	const chosen = selectFiles(
		[
			file('vault/Daily/2026-11-20.md', 10),
			file('vault/.obsidian/2026-01-01.md'),
			file('vault/photo.png'),
			file('vault/node_modules/x/README.md'),
			file('vault/log.MARKDOWN', 5),
		],
		true,
	);
	expect(chosen.files.map(pathOf)).toEqual([
		'vault/Daily/2026-11-20.md',
		'vault/log.MARKDOWN',
		'vault/photo.png',
	]);
	expect(chosen.leftOut).toBe(2);
	expect(chosen.bytes).toBe(18);
});

it('leaves pictures out rather than notes when all of it is too large', () => {
	const chosen = selectFiles([file('v/2026-11-20.md', 10), file('v/a.png', 21 << 20)], true);
	expect(chosen.files.map(pathOf)).toEqual(['v/2026-11-20.md']);
	expect(chosen.leftOut).toBe(1);
});

it('sends every file that was picked by hand, so that the report names it', () => {
	const picked = [new File(['x'], 'photo.png'), new File(['x'], '2026-11-20.md')];
	expect(selectFiles(picked, false)).toEqual({ files: picked, leftOut: 0, bytes: 2 });
});

it('takes exports of other programs and what says how a vault names its notes', () => {
	const chosen = selectFiles(
		[
			file('vault/.obsidian/daily-notes.json'),
			file('vault/.obsidian/app.json'),
			file('graph/logseq/config.edn'),
			file('Takeout/Keep/Idea.json'),
			file('journal.txt'),
		],
		true,
	);
	expect(chosen.files.map(pathOf)).toEqual([
		'vault/.obsidian/daily-notes.json',
		'graph/logseq/config.edn',
		'Takeout/Keep/Idea.json',
		'journal.txt',
	]);
	expect(isLargeArchive([file('a.zip')])).toBe(true);
	expect(isLargeArchive([file('a.zip'), file('b.zip')])).toBe(false);
});
