import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';

/** The parts of an instance in the language of the app. An unknown part shows its code. */
export function usePartNames(): Record<string, string> {
	const { t } = useLingui();
	return {
		database: t`Database`,
		schema: t`Schema`,
		queue: t`Job queue`,
		files: t`Files`,
		disk: t`Disk`,
		mail: t`Mail server`,
		clock: t`Clock`,
		redis: t`Redis`,
		backup: t`Backup`,
	};
}

/** Bytes in the unit that suits them, in the locale. */
export function formatBytes(bytes: number, locale: string): string {
	const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
	const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
	return new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: units[step] ?? 'byte',
		maximumFractionDigits: 1,
	}).format(bytes / 1000 ** step);
}

/** Gives a figure of a part in words. */
export function useFactWords(): (name: string, value: string) => string {
	const { t } = useLingui();
	const viewer = useViewer();
	return (name, value) => {
		const locale = intlLocale(i18n.locale);
		switch (name) {
			case 'free': {
				const size = formatBytes(Number(value), locale);
				return t`${size} free`;
			}
			case 'total': {
				const size = formatBytes(Number(value), locale);
				return t`of ${size}`;
			}
			case 'skew':
				return t`${value} ms apart`;
			case 'due':
				return t`${value} due`;
			case 'failed':
				return t`${value} failed`;
			case 'applied':
				return t`${value} migrations`;
			case 'at':
			case 'proven': {
				const at = formatInstant(value, locale, viewer.timeZone);
				return t`last proven ${at}`;
			}
			default:
				return value;
		}
	};
}
