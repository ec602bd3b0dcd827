import { i18n } from '@lingui/core';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Card } from '@/ui/Card';
import { daysInWords } from './periods';
import type { Review } from './Review.lazy';
import classes from './Review.module.css';

/** The same time of the years before. */
export function EarlierCard({ review }: { review: Review }) {
	const { t } = useLingui();
	const locale = intlLocale(i18n.locale);
	if (review.earlier.length === 0) return null;
	return (
		<Card title={t`The same time in earlier years`}>
			{review.earlier.map(({ period, entries, picked, answer }) => (
				<section key={period.key} className={classes.section}>
					<h3>
						<Link to="/reviews/$period" params={{ period: period.key }}>
							{formatCivil(period.to, locale, { year: 'numeric' })}
						</Link>
					</h3>
					<p className={classes.note}>
						{daysInWords(period, locale)} ·{' '}
						{t`${plural(entries, { one: '# entry', other: '# entries' })}`}
						{answer ? (
							<>
								{' · '}
								<Link to="/journal/$entryId" params={{ entryId: answer.id }}>
									<Trans>What you wrote then</Trans>
								</Link>
							</>
						) : null}
					</p>
					<ul>
						{picked.map((entry) => (
							<li key={entry.id}>
								<Link to="/journal/$entryId" params={{ entryId: entry.id }} dir="auto">
									{entry.title}
								</Link>
							</li>
						))}
					</ul>
				</section>
			))}
		</Card>
	);
}
