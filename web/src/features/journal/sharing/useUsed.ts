import { useLingui } from '@lingui/react/macro';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';

interface Used {
	createdAt: string;
	expiresAt?: string | null;
	lastAt: string | null;
	lastNetwork: string;
	lastClient?: string;
}

/** The words for an address: since when, when and by whom it was opened last, when it ends. */
export function useUsed(): (address: Used) => string {
	const { t, i18n } = useLingui();
	const { timeZone } = useViewer();
	const locale = intlLocale(i18n.locale);
	return ({ createdAt, expiresAt, lastAt, lastNetwork, lastClient }) => {
		const made = formatInstant(createdAt, locale, timeZone, { dateStyle: 'medium' });
		const last = lastAt ? formatInstant(lastAt, locale, timeZone) : '';
		const ends = expiresAt
			? formatInstant(expiresAt, locale, timeZone, { dateStyle: 'medium' })
			: '';
		return [
			t`made on ${made}`,
			last ? t`last opened ${last}` : t`never opened`,
			last ? lastNetwork : '',
			last ? (lastClient ?? '') : '',
			ends ? t`ends on ${ends}` : '',
		]
			.filter((word) => word !== '')
			.join(' · ');
	};
}
