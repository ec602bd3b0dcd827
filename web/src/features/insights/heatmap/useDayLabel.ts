import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { civilDayAt, formatCivil, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import type { HeatmapDay } from './layout';

/** A day of the heatmap in words: the date, how much was logged, and whether it was a day off. */
export function useDayLabel(): (day: HeatmapDay) => string {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { timeZone, dayStart } = useViewer();
	const today = civilDayAt(new Date(), timeZone, dayStart);
	return (day) => {
		const date = formatCivil(day.day, locale, { dateStyle: 'full' });
		if (day.day > today) return t`${date}: still to come`;
		const count = day.entries;
		const parts = [
			t`${plural(count, { 0: 'nothing logged', one: '# entry', other: '# entries' })}`,
		];
		if (day.minutes > 0) parts.push(formatMinutes(day.minutes, locale));
		const items = day.sourceItems;
		if (items > 0)
			parts.push(t`${plural(items, { one: 'from # commit', other: 'from # commits' })}`);
		if (day.mark === 'REST') parts.push(t`rest day`);
		if (day.mark === 'SICK') parts.push(t`sick`);
		if (day.mark === 'VACATION') parts.push(t`vacation`);
		if (day.mark === 'FREEZE') parts.push(t`kept by a freeze`);
		return t`${date}: ${parts.join(', ')}`;
	};
}
