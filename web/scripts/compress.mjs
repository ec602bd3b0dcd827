// Writes a .br and a .gz beside every compressible file of the build, so that the server
// never compresses at run time. index.html stays plain: each answer gets its own nonce.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;
const kinds = new Set(['.js', '.css', '.svg', '.webmanifest', '.json']);
const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

const entries = await readdir(dist, { recursive: true, withFileTypes: true });
const files = entries
	.filter((e) => e.isFile() && kinds.has(extname(e.name)))
	.map((e) => join(e.parentPath, e.name));

await Promise.all(
	files.map(async (file) => {
		const source = await readFile(file);
		if (source.length < 512) return;
		const params = {
			[constants.BROTLI_PARAM_QUALITY]: 11,
			[constants.BROTLI_PARAM_SIZE_HINT]: source.length,
		};
		await writeFile(`${file}.br`, await brotli(source, { params }));
		await writeFile(`${file}.gz`, await deflate(source, { level: 9 }));
	}),
);
await writeFile(join(dist, '.gitkeep'), '');
