import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(process.cwd(), 'src');
const mantine = join(process.cwd(), 'node_modules/@mantine/core');

/** Features by rank, as in Go: one imports only features of a lower rank, through public.ts. */
const ranks: Record<string, number> = {
	files: 1,
	settings: 3,
	admin: 4,
	journal: 2,
	search: 3,
	reviews: 3,
	tags: 3,
	import: 3,
	insights: 5,
	onboarding: 4,
	notify: 5,
	sharing: 5,
	capture: 5,
	portability: 5,
};

interface Source {
	path: string;
	text: string;
	imports: string[];
}

function sources(folder: string): Source[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((e) => e.isFile() && /\.tsx?$/.test(e.name) && !e.name.includes('.test.'))
		.map((e) => join(e.parentPath, e.name))
		.filter((file) => !file.includes('/gql/'))
		.map((file) => {
			const text = readFileSync(file, 'utf8');
			const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
				(m) => m[1] ?? '',
			);
			return { path: relative(src, file), text, imports };
		});
}

const all = sources(src);

function featureOf(path: string): string | undefined {
	return /^(?:@\/)?features\/([^/]+)/.exec(path)?.[1];
}

describe('who may import whom', () => {
	it('lib and ui know no feature and no app', () => {
		const wrong = all
			.filter((s) => /^(lib|ui)\//.test(s.path))
			.flatMap((s) =>
				s.imports.filter((i) => /^@\/(features|app)\//.test(i)).map((i) => `${s.path} -> ${i}`),
			);
		expect(wrong).toEqual([]);
	});

	it('lib knows no ui', () => {
		const wrong = all.filter(
			(s) => s.path.startsWith('lib/') && s.imports.some((i) => i.startsWith('@/ui/')),
		);
		expect(wrong.map((s) => s.path)).toEqual([]);
	});

	it('features know no app, and others only through public.ts and downwards', () => {
		const wrong: string[] = [];
		for (const source of all) {
			const own = featureOf(source.path);
			if (!own) continue;
			if (ranks[own] === undefined) wrong.push(`${own} has no rank`);
			for (const target of source.imports) {
				const climbs = (target.match(/\.\.\//g) ?? []).length;
				if (target.startsWith('@/app/') || climbs > source.path.split('/').length - 3) {
					wrong.push(`${source.path} -> ${target}`);
				}
				const other = featureOf(target);
				if (!other || other === own) continue;
				const down = (ranks[other] ?? 99) < (ranks[own] ?? 0);
				if (!target.endsWith('/public') || !down) wrong.push(`${source.path} -> ${target}`);
			}
		}
		expect(wrong).toEqual([]);
	});
});

/** A component of Mantine together with those that it is made of. */
function madeOf(component: string, seen = new Set<string>()): Set<string> {
	const folder = join(mantine, 'esm/components', component);
	if (seen.has(component) || !existsSync(folder)) return seen;
	seen.add(component);
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.name.endsWith('.mjs')) continue;
		const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
		for (const match of text.matchAll(/from "(?:\.\.\/)+([A-Z]\w+)\//g)) {
			if (match[1]) madeOf(match[1], seen);
		}
	}
	return seen;
}

/** Parts that are only needed for options that nobody here uses. */
const optional = new Set(['CloseButton', 'Loader', 'Overlay', 'ScrollArea', 'Pill', 'PillsInput']);
const optionalOf: Record<string, string[]> = {
	Menu: ['Checkbox', 'Radio', 'Accordion', 'Input', 'VisuallyHidden'],
};

describe('styles of Mantine', () => {
	const style = /@mantine\/core\/styles\/(\w+)\.layer\.css/g;
	const shared = readFileSync(join(src, 'ui/mantine.css.ts'), 'utf8');
	const global = new Set([...shared.matchAll(style)].map((m) => m[1]));

	it('are imported for every component in use', () => {
		const missing: string[] = [];
		for (const source of all) {
			const names = [...source.text.matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)]
				.flatMap((m) => (m[1] ?? '').split(','))
				.map((name) => name.trim().split(' ')[0] ?? '')
				.filter((name) => /^[A-Z]/.test(name));
			const own = new Set([...source.text.matchAll(style)].map((m) => m[1]));
			for (const name of names) {
				for (const part of madeOf(name)) {
					if (part !== name && optional.has(part)) continue;
					if (optionalOf[name]?.includes(part)) continue;
					if (!existsSync(join(mantine, `styles/${part}.layer.css`))) continue;
					if (!global.has(part) && !own.has(part)) {
						missing.push(`${source.path} uses ${name}: import styles/${part}.layer.css`);
					}
				}
			}
		}
		expect(missing).toEqual([]);
	});

	it('are always those in the layer, so that ours win', () => {
		const wrong = all.filter((s) => /@mantine\/core\/styles\/\w+\.css'/.test(s.text));
		expect(wrong.map((s) => s.path)).toEqual([]);
	});
});

describe('trusted types', () => {
	it('only lib/trusted.ts writes HTML', () => {
		const wrong = all.filter(
			(s) =>
				s.path !== 'lib/trusted.ts' &&
				/\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|dangerouslySetInnerHTML=/.test(s.text),
		);
		expect(wrong.map((s) => s.path)).toEqual([]);
	});
});

describe('the path of the base URL', () => {
	it('is put before every address that a browser is given', () => {
		const bare =
			/(?:fetch|assign|register|getRegistration|open)\(\s*['"`]\/|(?:href|src|action)=(?:\{\s*)?['"`]\//;
		const wrong = all.filter((s) => s.path !== 'sw.ts' && bare.test(s.text)).map((s) => s.path);
		expect(wrong, 'wrap it with at() of lib/base').toEqual([]);
	});
});
