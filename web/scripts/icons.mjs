// Draws the PNG icons of the installed app from public/favicon.svg with a real browser.
// Run by hand when the mark changes; the results are committed.
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const icons = [
	{ name: 'icon-192', size: 192, pad: 0.08, background: '#faf7f2', radius: 0.22 },
	{ name: 'icon-512', size: 512, pad: 0.08, background: '#faf7f2', radius: 0.22 },
	{ name: 'maskable-512', size: 512, pad: 0.2, background: '#faf7f2', radius: 0 },
	{ name: 'apple-touch-180', size: 180, pad: 0.12, background: '#faf7f2', radius: 0 },
];

const root = new URL('../public/', import.meta.url).pathname;
const svg = await readFile(`${root}favicon.svg`, 'utf8');
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const { name, size, pad, background, radius } of icons) {
	await page.setViewportSize({ width: size, height: size });
	await page.setContent(`<style>
		body { margin: 0; background: transparent }
		div { box-sizing: border-box; width: ${size}px; height: ${size}px; padding: ${pad * size}px;
			background: ${background}; border-radius: ${radius * size}px }
		svg { width: 100%; height: 100%; display: block }
	</style><div>${svg}</div>`);
	await page.screenshot({ path: `${root}icons/${name}.png`, omitBackground: true });
}
await browser.close();
