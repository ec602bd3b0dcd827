// Completes package-lock.json. Where a registry does not serve the optional packages of other
// systems, npm leaves them out, and then `npm ci` refuses the file as incomplete. This writes
// an entry for each, by name and version alone. Run it after every change of dependencies.
import { readFile, writeFile } from 'node:fs/promises';

const file = new URL('../package-lock.json', import.meta.url);
const systems = 'android|darwin|linux|win32|freebsd|openbsd|netbsd|sunos|aix|openharmony|cygwin';
const processors = 'arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32';

/** The system and processor that a package is for, told by its name. */
function platformOf(name) {
	const os = new RegExp(`\\b(${systems})\\b`).exec(name)?.[1];
	const cpu = new RegExp(`\\b(${processors})`).exec(name)?.[1];
	const libc =
		os !== 'linux'
			? undefined
			: /musl/.test(name)
				? 'musl'
				: /-gnu/.test(name)
					? 'glibc'
					: undefined;
	return {
		...(cpu && { cpu: [cpu] }),
		...(libc && { libc: [libc] }),
		...(os && { os: [os] }),
	};
}

/** True when a package that `owner` needs stands in the lock file, beside it or above it. */
function resolves(packages, owner, name) {
	for (let at = owner; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
		if (packages[at ? `${at}/node_modules/${name}` : `node_modules/${name}`]) return true;
		if (!at) return false;
		if (!at.includes('/node_modules/')) at = '';
	}
}

const lock = JSON.parse(await readFile(file, 'utf8'));
const { packages } = lock;
let added = 0;
for (const [owner, entry] of Object.entries(packages)) {
	for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
		if (resolves(packages, owner, name)) continue;
		const version = range.replace(/^[~^]/, '');
		const platform = platformOf(name);
		const known = name === 'fsevents' ? { os: ['darwin'] } : platform;
		const taken = packages[`node_modules/${name}`];
		const place = taken ? `${owner}/node_modules/${name}` : `node_modules/${name}`;
		packages[place] = { version, ...(entry.dev && { dev: true }), optional: true, ...known };
		added++;
	}
}
lock.packages = Object.fromEntries(
	Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
await writeFile(file, `${JSON.stringify(lock, null, '\t')}\n`);
console.log(`${added} optional packages of other systems added.`);
