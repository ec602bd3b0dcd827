import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sheet = readFileSync('src/ui/tokens.css', 'utf8');
const calm = sheet.slice(0, sheet.indexOf('@media (prefers-contrast'));

function token(name: string, scheme: 'light' | 'dark'): string {
	const match = new RegExp(`--tm-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(
		calm,
	);
	const value = match?.[scheme === 'light' ? 1 : 2];
	if (!value) throw new Error(`no token ${name}`);
	return value;
}

function luminance(hex: string): number {
	const part = (i: number) => {
		const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	};
	return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

function contrast(a: string, b: string): number {
	const [x, y] = [luminance(a), luminance(b)];
	return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const text: [string, string][] = [
	['ink', 'body'],
	['ink', 'surface'],
	['ink-dim', 'body'],
	['ink-dim', 'surface'],
	['ink-dim', 'sunken'],
	['ink-dim', 'hover'],
	['ink-faint', 'surface'],
	['on-accent', 'accent'],
	['on-accent', 'accent-hover'],
	['accent-text', 'body'],
	['accent-text', 'surface'],
	['on-accent-soft', 'accent-soft'],
	['on-accent-soft', 'accent-soft-hover'],
	['accent-text', 'accent-soft'],
	['pine-text', 'surface'],
	['pine-text', 'pine-soft'],
	['on-pine', 'pine-fill'],
	['error', 'surface'],
	['ink', 'error-soft'],
	['on-error', 'error-fill'],
	['warn-text', 'warn-soft'],
];

const marks: [string, string][] = [
	['input-border', 'surface'],
	['input-border', 'body'],
	['focus', 'surface'],
	['ember', 'surface'],
	['pine', 'surface'],
];

for (const scheme of ['light', 'dark'] as const) {
	describe(`contrast in the ${scheme} scheme`, () => {
		it.each(text)('%s on %s is readable', (front, back) => {
			expect(contrast(token(front, scheme), token(back, scheme))).toBeGreaterThanOrEqual(4.5);
		});

		it.each(marks)('%s on %s is seen', (front, back) => {
			expect(contrast(token(front, scheme), token(back, scheme))).toBeGreaterThanOrEqual(3);
		});
	});
}
