/** What can be typed in the search, with values to choose from. */
export const operators: readonly { name: string; values: readonly string[] }[] = [
	{
		name: 'kind:',
		values: ['done', 'learned', 'blocked', 'plan', 'note', 'decision', 'meeting'],
	},
	{ name: 'tag:', values: [] },
	{ name: 'has:', values: ['code', 'task', 'link', 'image', 'tag', 'mood', 'energy', 'minutes'] },
	{
		name: 'is:',
		values: ['private', 'shared', 'public', 'followers', 'unlisted', 'draft', 'edited'],
	},
	{ name: 'on:', values: ['today', 'yesterday'] },
	{ name: 'after:', values: [] },
	{ name: 'before:', values: [] },
	{ name: 'age:', values: ['<7d', '<1m', '>1y'] },
	{ name: 'mood:', values: ['5', '>3', '<3'] },
	{ name: 'energy:', values: ['5', '>3', '<3'] },
	{ name: 'minutes:', values: ['>30', '>1h', '<15'] },
	{ name: 'source:', values: ['written', 'cli', 'git', 'markdown'] },
];

/** The word under the cursor, and where it begins; empty behind a blank. */
export function wordAt(text: string, cursor: number): { from: number; word: string } {
	const before = text.slice(0, cursor);
	const from = Math.max(before.lastIndexOf(' '), before.lastIndexOf('(')) + 1;
	return { from, word: before.slice(from).replace(/^[-!]/, '') };
}

/** Completions of the word under the cursor: operators, then their values; tags for tag: and #. */
export function completions(word: string, tags: readonly string[]): string[] {
	if (word === '') return [];
	const lower = word.toLowerCase();
	const colon = lower.indexOf(':');
	if (lower.startsWith('#') || lower.startsWith('tag:')) {
		const head = lower.startsWith('#') ? '#' : 'tag:';
		return tags.map((name) => head + name).filter((c) => c.toLowerCase() !== lower);
	}
	if (colon < 0) {
		return operators.map((o) => o.name).filter((name) => name.startsWith(lower));
	}
	const operator = operators.find((o) => o.name === lower.slice(0, colon + 1));
	const value = lower.slice(colon + 1);
	return (operator?.values ?? [])
		.filter((v) => v.startsWith(value) && v !== value)
		.map((v) => lower.slice(0, colon + 1) + v);
}
