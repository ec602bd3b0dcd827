import { i18n } from '@lingui/core';
import type { EntryCardFragment } from '@/gql/graphql';
import { formatMinutes, formatTime } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Card } from '@/ui/Card';
import { ServerHtml } from '@/ui/ServerHtml';
import { TagLink } from '@/ui/TagLink';
import classes from './EntryCard.module.css';
import { KindBadge } from './KindBadge';

/** One entry as it was written. */
export function EntryCard({ entry }: { entry: EntryCardFragment }) {
	const locale = intlLocale(i18n.locale);
	return (
		<Card>
			<div className={classes.meta}>
				<KindBadge kind={entry.kind} />
				<time className="num" dateTime={entry.loggedAt}>
					{formatTime(entry.loggedAt, locale, entry.zone)}
				</time>
				{entry.minutes ? <span className="num">{formatMinutes(entry.minutes, locale)}</span> : null}
			</div>
			<ServerHtml html={entry.bodyHtml} dir="auto" />
			<div className={classes.tags}>
				{entry.tags.map((tag) => (
					<TagLink key={tag.id} name={tag.name} />
				))}
			</div>
		</Card>
	);
}
