import { i18n } from '@lingui/core';
import { intlLocale } from '@/lib/i18n';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in the unit that suits it, a thousand of one making the next, in words of the locale: "1.2 MB". */
export function formatBytes(bytes: number, locale: string): string {
	let size = bytes;
	let step = 0;
	// Rounded first: 999,999 bytes are 1 MB, not 1,000 kB.
	while (step < units.length - 1 && Math.round(size * 10) / 10 >= 1000) {
		size /= 1000;
		step++;
	}
	return new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: units[step] ?? 'byte',
		maximumFractionDigits: 1,
	}).format(size);
}

/** Gives a size in words of the reader's language. */
export function useBytes(): (bytes: number) => string {
	const locale = intlLocale(i18n.locale);
	return (bytes) => formatBytes(bytes, locale);
}
