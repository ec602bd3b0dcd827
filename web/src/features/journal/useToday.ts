import { i18n } from '@lingui/core';
import { addDays, browserZone, type CivilDate, civilDayAt, formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';

interface Today {
	/** The civil day that counts now. */
	day: CivilDate;
	/** Set after midnight while the day before still counts: its weekday, "Monday". */
	still: string | undefined;
}

/** The day that an entry written now belongs to, with the person's own start of the day. */
export function useToday(now = new Date()): Today {
	const { dayStart } = useViewer();
	const zone = browserZone();
	const day = civilDayAt(now, zone, dayStart);
	const late = civilDayAt(now, zone, 0) === addDays(day, 1);
	const still = late ? formatCivil(day, intlLocale(i18n.locale), { weekday: 'long' }) : undefined;
	return { day, still };
}
