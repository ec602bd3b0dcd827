import { i18n } from '@lingui/core';
import { intlLocale } from '@/lib/i18n';

const units = [
	['gigabyte', 1_000_000_000],
	['megabyte', 1_000_000],
	['kilobyte', 1_000],
	['byte', 1],
] as const;

/** Gives a size in words of the reader's language: "1.2 MB". */
export function useBytes(): (bytes: number) => string {
	const locale = intlLocale(i18n.locale);
	return (bytes) => {
		const [unit, by] = units.find(([, size]) => bytes >= size) ?? units[3];
		return new Intl.NumberFormat(locale, {
			style: 'unit',
			unit,
			maximumFractionDigits: 1,
		}).format(bytes / by);
	};
}
