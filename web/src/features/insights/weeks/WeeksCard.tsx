import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { formatCivil, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Card } from '@/ui/Card';
import { DataTable } from '../DataTable';
import type { WeekTotal } from './types';
import classes from './WeeksCard.module.css';
import { WeeksChart } from './WeeksChart';

/** Hours and entries of the last weeks: a sentence, a chart and a table. */
export function WeeksCard({ weeks }: { weeks: readonly WeekTotal[] }) {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const now = weeks.at(-1);
	const before = weeks.at(-2);
	const count = now?.entries ?? 0;
	const entries = plural(count, { one: '# entry', other: '# entries' });
	const time = formatMinutes(now?.minutes ?? 0, locale);
	const timed = weeks.some((week) => week.minutes > 0);
	const change = (now?.minutes ?? 0) - (before?.minutes ?? 0);
	const gap = formatMinutes(Math.abs(change), locale);
	if (weeks.every((week) => week.entries === 0)) {
		return (
			<Card title={t`Hours and entries per week`}>
				<p className={classes.empty}>
					<Trans>
						Add minutes to your entries and the weeks grow here, hours above and entries below.
					</Trans>
				</p>
			</Card>
		);
	}
	return (
		<Card title={t`Hours and entries per week`}>
			<p>
				{timed ? t`This week so far: ${time} over ${entries}.` : t`This week so far: ${entries}.`}{' '}
				{timed ? null : t`Add minutes and your hours show here too.`}
				{timed && before && change > 0 ? t`That is ${gap} more than last week.` : null}
				{timed && before && change < 0 ? t`Last week had ${gap} more.` : null}
				{timed && before && change === 0 ? t`As much as last week.` : null}
			</p>
			<WeeksChart weeks={weeks} label={t`Hours and entries per week`} />
			<DataTable
				caption={t`Hours and entries per week`}
				head={[t`Week`, t`Time`, t`Entries`, t`Active days`]}
				rows={[...weeks].reverse().map((week) => ({
					key: week.from,
					cells: [
						formatCivil(week.from, locale, { dateStyle: 'medium' }),
						formatMinutes(week.minutes, locale),
						<Link key="entries" to="/journal" search={{ from: week.from, to: week.to }}>
							{week.entries.toLocaleString(locale)}
						</Link>,
						week.activeDays.toLocaleString(locale),
					],
				}))}
			>
				<Trans>Show the weeks as a table</Trans>
			</DataTable>
		</Card>
	);
}
