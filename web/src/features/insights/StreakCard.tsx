import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DashboardQuery } from '@/gql/graphql';
import { addDays } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Card } from '@/ui/Card';
import { streakStart } from './heatmap/layout';
import { heatmapQuery } from './queries';
import classes from './StreakCard.module.css';
import { useStreakText } from './useStreakText';

type Viewer = NonNullable<DashboardQuery['viewer']>;

/** Whether the streak lives, until when, and how the last two weeks went. */
export function StreakCard({ streak, day }: { streak: Viewer['streak']; day: string }) {
	const { t, i18n } = useLingui();
	const text = useStreakText();
	const { data } = useQuery(heatmapQuery());
	const days = data?.viewer?.heatmap.days ?? [];
	const start = streakStart(days) ?? addDays(day, 1 - Math.max(1, streak.current));
	const longest = streak.longest;
	const freezes = streak.freezesLeft;
	return (
		<Card id="streak" title={t`Streak`} className={classes.card ?? ''}>
			<p className={classes.number} data-state={streak.state}>
				<Link to="/journal" search={{ from: start, to: day }}>
					<span className="num">{streak.current.toLocaleString(intlLocale(i18n.locale))}</span>{' '}
					<span className={classes.unit}>
						{plural(streak.current, { one: 'day', other: 'days' })}
					</span>
				</Link>
			</p>
			<p>{text(streak)}</p>
			<Fortnight days={days.slice(-14)} />
			<p className={classes.foot}>
				{longest > 0
					? t`${plural(longest, { one: 'Longest: # day', other: 'Longest: # days' })}`
					: null}
				{longest > 0 && freezes > 0 ? ' · ' : null}
				{freezes > 0
					? t`${plural(freezes, { one: '# freeze left', other: '# freezes left' })}`
					: null}
			</p>
		</Card>
	);
}

/** Fourteen marks for fourteen days; the heatmap tells the same in words. */
function Fortnight({ days }: { days: readonly { day: string; mark: string }[] }) {
	if (days.length === 0) return null;
	return (
		<div className={classes.fortnight} aria-hidden="true">
			{days.map((day) => (
				<span key={day.day} className={classes.pip} data-mark={day.mark} />
			))}
		</div>
	);
}
