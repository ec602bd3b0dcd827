import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shownBy } from './LiveUpdates';

const src = join(process.cwd(), 'src');

/** The names of all queries of the app. */
const queries = readdirSync(src, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.graphql'))
	.flatMap((file) => [...readFileSync(join(src, file), 'utf8').matchAll(/^query (\w+)/gm)])
	.map((match) => match[1]);

it('reads queries again that exist', () => {
	expect(queries).toContain('Viewer');
	expect(
		Object.values(shownBy)
			.flat()
			.filter((name) => !queries.includes(name)),
	).toEqual([]);
});
