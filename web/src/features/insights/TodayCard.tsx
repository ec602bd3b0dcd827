import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { DashboardQuery } from '@/gql/graphql';
import { formatCivil, formatMinutes, formatTime } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { EntryLine } from './EntryLine';
import classes from './TodayCard.module.css';

type Today = NonNullable<DashboardQuery['viewer']>['today'];

/** What was logged today, newest first, with the minutes. */
export function TodayCard({ today }: { today: Today }) {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { timeZone } = useViewer();
	const weekday = formatCivil(today.day, locale, { weekday: 'long' });
	const until = formatTime(today.endsAt, locale, timeZone);
	const count = today.entries;
	const entries = plural(count, { one: '# entry', other: '# entries' });
	const more = count - today.latest.length;
	return (
		<Card
			id="today"
			title={t`What you did today`}
			aside={
				count > 0 ? (
					<Link to="/journal" search={{ day: today.day }} className="num">
						{today.minutes > 0 ? t`${entries}, ${formatMinutes(today.minutes, locale)}` : entries}
					</Link>
				) : null
			}
		>
			{today.late ? (
				<p className={classes.late}>
					<Trans>
						Still {weekday} for you: your day ends at {until}.
					</Trans>
				</p>
			) : null}
			{count === 0 ? (
				<p className={classes.empty}>
					<Trans>
						Nothing yet. One line is enough: what moved, what you learned, what stopped you.
					</Trans>
				</p>
			) : (
				<ul className={classes.list}>
					{today.latest.map((entry) => (
						<EntryLine key={entry.id} entry={entry} lead="time" />
					))}
				</ul>
			)}
			{more > 0 ? (
				<Link to="/journal" search={{ day: today.day }}>
					{t`${plural(more, { one: '# more entry', other: '# more entries' })}`}
				</Link>
			) : null}
		</Card>
	);
}
