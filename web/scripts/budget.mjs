// Measures what a signed-in person downloads first (index.html's scripts and styles, the
// dashboard and the largest catalogue), brotli, and fails above the budget.
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';

const budgetKiB = 170;
const dist = new URL('../dist/', import.meta.url).pathname;
const manifest = JSON.parse(await readFile(`${dist}build-manifest.json`, 'utf8'));
const locales = ['en', 'de', 'es', 'fr', 'pt', 'ar', 'hi', 'ja', 'zh'].map(
	(l) => `src/locales/${l}.ts`,
);
const start = ['index.html', 'src/features/insights/Dashboard.lazy.tsx'];

/** Every file that comes with these modules, static imports and styles included. */
function filesOf(keys) {
	const seen = new Set();
	const files = new Set();
	const visit = (key) => {
		if (seen.has(key)) return;
		seen.add(key);
		const chunk = manifest[key];
		if (!chunk) throw new Error(`the build has no ${key}`);
		files.add(chunk.file);
		for (const css of chunk.css ?? []) files.add(css);
		for (const next of chunk.imports ?? []) visit(next);
	};
	keys.forEach(visit);
	return [...files];
}

async function weigh(file) {
	const source = await readFile(dist + file);
	const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
	return brotliCompressSync(source, { params }).length;
}

const first = new Map();
for (const file of filesOf(start)) first.set(file, await weigh(file));
const catalogues = await Promise.all(
	locales.map(async (key) => [manifest[key].file, await weigh(manifest[key].file)]),
);
const largest = catalogues.sort((a, b) => b[1] - a[1])[0];
first.set(...largest);

const total = [...first.values()].reduce((sum, size) => sum + size, 0);
for (const [file, size] of [...first].sort((a, b) => b[1] - a[1])) {
	console.log(`${(size / 1024).toFixed(1).padStart(7)} KiB  ${file}`);
}
console.log(
	`${(total / 1024).toFixed(1).padStart(7)} KiB  signed-in first load, budget ${budgetKiB} KiB`,
);
const heavy = [...first.keys()].filter((file) => /codemirror|mermaid/i.test(file));
if (heavy.length > 0) {
	console.error(`Neither the editor nor diagrams may be in the first load: ${heavy.join(', ')}`);
	process.exitCode = 1;
}
if (total > budgetKiB * 1024) {
	console.error('The first load is over its budget.');
	process.exitCode = 1;
}
