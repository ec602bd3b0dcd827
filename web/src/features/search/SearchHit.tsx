import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { KindBadge, SelectBox, type Selection } from '@/features/journal/public';
import { formatCivil, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { ServerHtml } from '@/ui/ServerHtml';
import { TagLink } from '@/ui/TagLink';
import type { Hit } from './queries';
import classes from './SearchHit.module.css';

/** A found entry: its title, the words in their place, its day and tags. */
export function SearchHit({
	hit,
	selection,
}: {
	hit: Hit;
	/** While entries are selected. */
	selection?: Selection | undefined;
}) {
	const { i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { entry } = hit;
	return (
		<li className={classes.hit} data-entry={entry.id}>
			<div className={classes.head}>
				{selection ? (
					<Suspense fallback={null}>
						<SelectBox entry={entry} selection={selection} />
					</Suspense>
				) : null}
				<Link
					to="/journal/$entryId"
					params={{ entryId: entry.id }}
					className={classes.title}
					dir="auto"
				>
					{entry.title}
				</Link>
				<Link to="/journal" search={{ day: entry.day }} className={classes.day}>
					<time dateTime={entry.day}>
						{formatCivil(entry.day, locale, { dateStyle: 'medium' })}
					</time>
				</Link>
			</div>
			<ServerHtml html={hit.snippetHtml} as="p" dir="auto" className={classes.snippet} />
			<div className={classes.foot}>
				<KindBadge kind={entry.kind} />
				{entry.minutes ? <span className="num">{formatMinutes(entry.minutes, locale)}</span> : null}
				{entry.tags.map((tag) => (
					<TagLink key={tag.id} name={tag.name} />
				))}
			</div>
		</li>
	);
}
