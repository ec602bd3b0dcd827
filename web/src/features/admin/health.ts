import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { formatBytes } from '@/lib/useBytes';
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
