import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { formatCivil, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Card } from '@/ui/Card';
import type { Review } from './Review.lazy';
import classes from './Review.module.css';

/** The days of the period, or the months of a year: drawn, said, and as a table whose rows open the entries. */
export function Bars({ review }: { review: Review }) {
	const { t } = useLingui();
	const locale = intlLocale(i18n.locale);
	const number = new Intl.NumberFormat(locale);
	const year = review.period.unit === 'YEAR';
	const { bars } = review;
	const timed = bars.some((bar) => bar.minutes > 0);
	const value = (bar: (typeof bars)[number]) => (timed ? bar.minutes : bar.entries);
	const most = Math.max(1, ...bars.map(value));
	const fullest = bars.reduce((a, b) => (value(b) > value(a) ? b : a));
	const name = (bar: (typeof bars)[number]) =>
		formatCivil(
			bar.from,
			locale,
			year ? { month: 'long' } : { weekday: 'long', day: 'numeric', month: 'long' },
		);
	const short = (day: string) =>
		formatCivil(day, locale, year ? { month: 'narrow' } : { day: 'numeric' });
	const top = name(fullest);
	return (
		<Card title={year ? t`Month by month` : t`Day by day`}>
			<p>
				<Trans>The most: {top}.</Trans>
			</p>
			<div className={classes.bars} aria-hidden="true">
				{bars.map((bar) => (
					<div key={bar.from} className={classes.slot}>
						{value(bar) > 0 ? (
							<div className={classes.bar} style={{ blockSize: `${(value(bar) / most) * 100}%` }} />
						) : null}
						<span>
							{bars.length > 12 && Number(bar.from.slice(8)) % 5 !== 1 ? '' : short(bar.from)}
						</span>
					</div>
				))}
			</div>
			<details className={classes.details}>
				<summary>
					<Trans>Show as a table</Trans>
				</summary>
				<table className={classes.table}>
					<thead>
						<tr>
							<th scope="col">{year ? t`Month` : t`Day`}</th>
							<th scope="col">{t`Entries`}</th>
							<th scope="col">{t`Time`}</th>
						</tr>
					</thead>
					<tbody>
						{bars.map((bar) => (
							<tr key={bar.from}>
								<th scope="row">
									<Link
										to="/journal"
										search={year ? { from: bar.from, to: bar.to } : { day: bar.from }}
									>
										{name(bar)}
									</Link>
								</th>
								<td className="num">{number.format(bar.entries)}</td>
								<td className="num">{formatMinutes(bar.minutes, locale)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</details>
		</Card>
	);
}
