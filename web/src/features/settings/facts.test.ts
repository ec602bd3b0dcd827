import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { factNames, factValues, plainFacts } from './facts';

const catalogue = JSON.parse(readFileSync('../internal/audit/facts.json', 'utf8')) as Record<
	string,
	string | string[]
>;

test('every fact of the audit log has words', () => {
	const without: string[] = [];
	for (const [name, value] of Object.entries(catalogue)) {
		if (!factNames[name]) without.push(name);
		if (typeof value === 'string') {
			if (plainFacts[name] !== value) without.push(`${name} as ${value}`);
		} else without.push(...value.filter((word) => !factValues[word]).map((w) => `${name}: ${w}`));
	}
	expect(without).toEqual([]);
	expect(Object.keys(catalogue).length).toBeGreaterThan(30);
});

test('there are no words for facts that do not exist', () => {
	const words = Object.values(catalogue).flatMap((v) => (typeof v === 'string' ? [] : v));
	expect(Object.keys(factNames).filter((name) => !(name in catalogue))).toEqual([]);
	expect(Object.keys(factValues).filter((word) => !words.includes(word))).toEqual([]);
});
