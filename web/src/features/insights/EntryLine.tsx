import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { KindBadge } from '@/features/journal/public';
import type { EntryLineFragment } from '@/gql/graphql';
import { formatCivil, formatMinutes, formatTime } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import classes from './EntryLine.module.css';

interface EntryLineProps {
	entry: EntryLineFragment;
	/** What stands before the title: the time of day, or the day. */
	lead: 'time' | 'day';
}

/** An entry in one line, which leads to it. */
export function EntryLine({ entry, lead }: EntryLineProps) {
	const { i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { timeZone } = useViewer();
	return (
		<li className={classes.line}>
			<span className={classes.when}>
				{lead === 'time'
					? formatTime(entry.loggedAt, locale, timeZone)
					: formatCivil(entry.day, locale, { weekday: 'short', day: 'numeric', month: 'short' })}
			</span>
			<Link
				to="/journal/$entryId"
				params={{ entryId: entry.id }}
				className={classes.title}
				dir="auto"
			>
				{entry.title}
			</Link>
			<span className={classes.facts}>
				<KindBadge kind={entry.kind} />
				{entry.minutes ? <span className="num">{formatMinutes(entry.minutes, locale)}</span> : null}
			</span>
		</li>
	);
}
