import { useLingui } from '@lingui/react/macro';
import { type CivilDate, civilDayAt, formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';

/**
 * Gives the words for an entry that was saved. They name its day when that is not the one the dashboard calls today: the
 * browser may be in another zone than the profile.
 */
export function useSavedAs(): (day: CivilDate) => string {
	const { t, i18n } = useLingui();
	const { timeZone, dayStart } = useViewer();
	return (day) => {
		if (day === civilDayAt(new Date(), timeZone, dayStart)) return t`Saved.`;
		const name = formatCivil(day, intlLocale(i18n.locale), {
			weekday: 'long',
			day: 'numeric',
			month: 'long',
		});
		return t`Saved for ${name}.`;
	};
}
