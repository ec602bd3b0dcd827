import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { DashboardQuery } from '@/gql/graphql';
import { formatInstant, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import type { CardName, Place } from './arrangement';
import classes from './Glance.module.css';

type Data = NonNullable<DashboardQuery['viewer']>;

/**
 * On phones, where the cards stand below each other: today, the streak and what is next in
 * one strip above the fold. Each leads to its card.
 */
export function Glance({ data, places }: { data: Data; places: readonly Place[] }) {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { timeZone } = useViewer();
	const { today, streak, next } = data;
	const waiting = next.plans.length + next.tasks.length + next.blocked.length;
	const until = streak.aliveUntil
		? formatInstant(streak.aliveUntil, locale, timeZone, {
				weekday: 'short',
				hour: 'numeric',
				minute: '2-digit',
			})
		: '';
	const shown = (name: CardName) => places.some((p) => p.name === name && !p.hidden);
	const entries = plural(today.entries, { one: 'entry', other: 'entries' });
	if (!(['today', 'streak', 'next'] as const).some(shown)) return null;
	return (
		<nav className={classes.strip} aria-label={t`At a glance`}>
			{shown('today') ? (
				<a href="#today" className={classes.item}>
					<span className={classes.name}>
						<Trans>Today</Trans>
					</span>
					<strong className="num">{today.entries.toLocaleString(locale)}</strong>
					<span className={classes.more}>
						{today.minutes > 0 ? `${entries}, ${formatMinutes(today.minutes, locale)}` : entries}
					</span>
				</a>
			) : null}
			{shown('streak') ? (
				<a href="#streak" className={classes.item}>
					<span className={classes.name}>
						<Trans>Streak</Trans>
					</span>
					<strong className="num">
						{plural(streak.current, { one: '# day', other: '# days' })}
					</strong>
					<span className={classes.more}>{until ? t`until ${until}` : null}</span>
				</a>
			) : null}
			{shown('next') ? (
				<a href="#next" className={classes.item}>
					<span className={classes.name}>
						<Trans>Next</Trans>
					</span>
					<strong className="num">{waiting.toLocaleString(locale)}</strong>
					<span className={classes.more}>
						{waiting > 0 ? <Trans>waiting</Trans> : <Trans>nothing waits</Trans>}
					</span>
				</a>
			) : null}
		</nav>
	);
}
