import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { KindBadge } from '@/features/journal/public';
import type { Kind } from '@/gql/graphql';
import { daysBetween, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Card } from '@/ui/Card';
import type { Review } from './Review.lazy';
import classes from './Review.module.css';

interface Figure {
	name: string;
	value: string;
	/** The link to the rows behind it. */
	link: (value: string) => ReactNode;
}

/** What the entries add up to; each figure opens the rows behind it. */
export function Figures({ review }: { review: Review }) {
	const { t } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { figures, period, tags } = review;
	const { from, to } = period;
	const number = new Intl.NumberFormat(locale);
	const scale = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
	const found = (query: string) => (value: string) => (
		<Link to="/search" search={{ q: `${query} on:${from}..${to}` }}>
			{value}
		</Link>
	);
	const listed = (kind?: Kind) => (value: string) => (
		<Link to="/journal" search={{ from, to, ...(kind ? { kind } : {}) }}>
			{value}
		</Link>
	);
	const days = number.format(figures.days);
	const ofDays = number.format(daysBetween(from, to) + 1);
	const open = number.format(figures.openPlans);
	const done = number.format(figures.donePlans);
	const list: Figure[] = [
		{ name: t`Entries`, value: number.format(figures.entries), link: listed() },
		{
			name: t`Days with entries`,
			value: t`${days} of ${ofDays}`,
			link: (value) => (
				<Link to="/calendar" search={{ month: to.slice(0, 7) }}>
					{value}
				</Link>
			),
		},
	];
	if (figures.minutes > 0) {
		const value = formatMinutes(figures.minutes, locale);
		list.push({ name: t`Time`, value, link: found('has:minutes') });
	}
	if (figures.mood !== null)
		list.push({ name: t`Mood`, value: scale.format(figures.mood), link: found('has:mood') });
	if (figures.energy !== null)
		list.push({ name: t`Energy`, value: scale.format(figures.energy), link: found('has:energy') });
	if (figures.openPlans + figures.donePlans > 0)
		list.push({ name: t`Plans`, value: t`${open} open, ${done} done`, link: listed('PLAN') });
	if (figures.commits > 0) {
		const value = number.format(figures.commits);
		list.push({ name: t`Imported commits`, value, link: found('source:git') });
	}
	return (
		<Card title={t`In figures`}>
			<dl className={classes.figures}>
				{list.map(({ name, value, link }) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{link(value)}</dd>
					</div>
				))}
			</dl>
			<ul className={classes.kinds}>
				{figures.kinds.map(({ kind, entries }) => (
					<li key={kind}>
						<Link to="/journal" search={{ from, to, kind }}>
							<KindBadge kind={kind} /> <span className="num">{number.format(entries)}</span>
						</Link>
					</li>
				))}
				{tags.map(({ tag, entries }) => (
					<li key={tag.id}>
						<Link to="/journal" search={{ from, to, tag: tag.name }}>
							<bdi>#{tag.name}</bdi> <span className="num">{number.format(entries)}</span>
						</Link>
					</li>
				))}
			</ul>
			{figures.drafts > 0 ? (
				<p className={classes.note}>
					<Link to="/journal" search={{ from, to, drafts: true }}>
						<Trans>Imported drafts wait for a look.</Trans>
					</Link>
				</p>
			) : null}
		</Card>
	);
}
