// Fails when a source text is not in the catalogues, or when a language lacks one.
// Works on a copy: the checkout is not touched.
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const web = new URL('../', import.meta.url).pathname;
const catalogues = join(web, 'src/locales');
const required = ['de', 'es', 'fr', 'pt', 'ar', 'hi', 'ja', 'zh'];

/** The entries of a PO file as [id, text]; good for the plain files that Lingui writes. */
function entries(po) {
	return po
		.split(/\n\n+/)
		.filter((block) => !/^#~/m.test(block))
		.map((block) => [field(block, 'msgid'), field(block, 'msgstr'), field(block, 'msgctxt')])
		.filter(([id]) => id)
		.map(([id, text, context]) => [context ? `${context}\u0004${id}` : id, text]);
}

function field(block, name) {
	const match = new RegExp(`^${name} ((?:"(?:[^"\\\\]|\\\\.)*"\\n?)+)`, 'm').exec(`${block}\n`);
	if (!match) return '';
	return match[1]
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line))
		.join('');
}

async function readAll(folder, locale) {
	const all = new Map();
	for (const name of (await readdir(join(folder, locale))).sort()) {
		const po = await readFile(join(folder, locale, name), 'utf8');
		for (const [id, text] of entries(po)) all.set(`${name}: ${id}`, text);
	}
	return all;
}

/** All rooms are merged into one catalogue: the same text must not be translated in two ways. */
function conflicts(translated) {
	const byId = new Map();
	for (const [name, text] of translated) {
		const id = name.replace(/^\S+\.po: /, '');
		byId.set(id, (byId.get(id) ?? new Set()).add(text));
	}
	return [...byId].filter(([, texts]) => [...texts].filter(Boolean).length > 1).map(([id]) => id);
}

const problems = [];
const copy = await mkdtemp(join(tmpdir(), 'tamatar-i18n-'));
try {
	for (const name of ['src', 'lingui.config.ts', 'package.json', 'tsconfig.json']) {
		await cp(join(web, name), join(copy, name), { recursive: true });
	}
	await symlink(join(web, 'node_modules'), join(copy, 'node_modules'));
	execFileSync('npx', ['lingui', 'extract', '--clean'], { cwd: copy, stdio: 'pipe' });
	const before = await readAll(catalogues, 'en');
	const after = await readAll(join(copy, 'src/locales'), 'en');
	for (const id of after.keys()) if (!before.has(id)) problems.push(`not extracted: ${id}`);
	for (const id of before.keys()) if (!after.has(id)) problems.push(`no longer used: ${id}`);
	for (const locale of required) {
		const translated = await readAll(catalogues, locale);
		problems.push(...conflicts(translated).map((id) => `${locale} has two words for: ${id}`));
		for (const id of before.keys()) {
			if (!translated.get(id)) problems.push(`${locale} lacks: ${id}`);
		}
	}
} finally {
	await rm(copy, { recursive: true, force: true });
}

if (problems.length > 0) {
	console.error(problems.join('\n'));
	console.error(`${problems.length} problems. Run \`npm run extract\` and translate.`);
	process.exit(1);
}
console.log('Every text is extracted and translated.');
