import { expect, it } from 'vitest';
import { formatBytes } from './useBytes';

it('says sizes in decimal units of the locale', () => {
	const said = (bytes: number) => formatBytes(bytes, 'en');
	expect([0, 999, 1000, 1024, 65_536, 999_949, 999_999].map(said)).toEqual([
		'0 byte',
		'999 byte',
		'1 kB',
		'1 kB',
		'65.5 kB',
		'999.9 kB',
		'1 MB',
	]);
	expect([20_000_000, 10 << 20, 1_500_000_000, 5e12, 5e15].map(said)).toEqual([
		'20 MB',
		'10.5 MB',
		'1.5 GB',
		'5 TB',
		'5,000 TB',
	]);
	expect(formatBytes(1_200_000, 'fr')).toMatch(/^1,2\sMo$/);
	expect(formatBytes(1_200_000, 'de')).toMatch(/^1,2\sMB$/);
});
