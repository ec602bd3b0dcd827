import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { DashboardQuery } from '@/gql/graphql';
import { formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Card } from '@/ui/Card';
import classes from './TagsCard.module.css';

type TagTotal = NonNullable<DashboardQuery['viewer']>['tagTotals'][number];

/** The tags with the most entries, each with its share as a bar. */
export function TagsCard({ tags }: { tags: readonly TagTotal[] }) {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const most = Math.max(1, ...tags.map((tag) => tag.entries));
	return (
		<Card title={t`Tags`}>
			{tags.length === 0 ? (
				<p className={classes.empty}>
					<Trans>
						Type <code>#go</code> anywhere in an entry and the tag gathers everything you write
						about it.
					</Trans>
				</p>
			) : (
				<ul className={classes.list}>
					{tags.map(({ tag, entries, minutes }) => {
						const count = plural(entries, { one: '# entry', other: '# entries' });
						return (
							<li key={tag.id}>
								<Link to="/journal" search={{ tag: tag.name }} className={classes.tag}>
									<span className={classes.name}>
										<bdi>#{tag.name}</bdi>
									</span>
									<span className={classes.track} aria-hidden="true">
										<span
											className={classes.fill}
											style={{ inlineSize: `${(entries / most) * 100}%` }}
										/>
									</span>
									<span className={classes.count}>
										{minutes > 0 ? t`${count}, ${formatMinutes(minutes, locale)}` : count}
									</span>
								</Link>
							</li>
						);
					})}
				</ul>
			)}
		</Card>
	);
}
