import { useLingui } from '@lingui/react/macro';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';

/** The words for when something opens: on the viewer's clock, and the zone where it was told in another. */
export function useWhen(): (schedule: { at: string; zone: string }) => string {
	const { i18n } = useLingui();
	const { timeZone } = useViewer();
	return ({ at, zone }) => {
		const text = formatInstant(at, intlLocale(i18n.locale), zone, {
			dateStyle: 'full',
			timeStyle: 'short',
		});
		return zone === timeZone ? text : `${text} (${zone})`;
	};
}
