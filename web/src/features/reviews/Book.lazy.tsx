import { i18n } from '@lingui/core';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { KindBadge, Prose, useAudiences } from '@/features/journal/public';
import { type Audience, ReviewDocument } from '@/gql/graphql';
import { formatCivil, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { CheckField, SelectField } from '@/ui/Field';
import { Page } from '@/ui/Page';
import classes from './Book.module.css';
import { chaptersOf } from './chapters';
import { daysInWords, nameInWords, type Period } from './periods';
import { type BookEntry, byMonth, useBook } from './useBook';

export const Route = createLazyRoute('/shell/reviews/$period/book')({ component: BookPage });

const all = ['PRIVATE', 'FOLLOWERS', 'TEAM', 'UNLISTED', 'PUBLIC'] as const satisfies Audience[];

/** A period to print: choose what is in it, then print it or save it as PDF with the browser. */
function BookPage() {
	const { t } = useLingui();
	const { period } = Route.useParams();
	const locale = intlLocale(i18n.locale);
	const { data, error, refetch } = useQuery(gqlQuery(ReviewDocument, { period }));
	const review = data?.viewer?.review;
	const [without, setWithout] = useState<readonly string[]>([]);
	const [levels, setLevels] = useState<readonly Audience[]>(all);
	const [part, setPart] = useState(0);
	const names = useAudiences();
	const chapters = chaptersOf(review?.bars ?? []);
	const chapter = chapters[part] ?? chapters[0];
	const bounds = chapter && chapters.length > 1 ? chapter : review?.period;
	const book = useBook(bounds, levels);
	const tags = (review?.tags ?? []).map(({ tag }) => tag.name);
	const entries = book.entries.filter((e) => !e.tags.some((tag) => without.includes(tag.name)));
	const count = entries.length;
	const number = new Intl.NumberFormat(locale);
	return (
		<Page
			title={t`Book`}
			lead={
				review
					? (nameInWords(review.period, locale) ?? daysInWords(review.period, locale))
					: undefined
			}
			width="reading"
			actions={
				<Button
					leftSection={<Printer size={16} aria-hidden />}
					disabled={!book.whole || count === 0}
					onClick={() => window.print()}
				>
					<Trans>Print or save as PDF</Trans>
				</Button>
			}
		>
			{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
			{book.error ? <ErrorNote error={book.error} onRetry={book.again} /> : null}
			<Card title={t`What is in it`}>
				{chapters.length > 1 ? (
					<SelectField
						label={t`Part`}
						hint={t`There are so many entries that they are printed in parts.`}
						value={String(part)}
						onChange={(event) => setPart(Number(event.target.value))}
					>
						{chapters.map((one, n) => (
							<option key={one.from} value={n}>
								{`${daysInWords(one, locale)} (${number.format(one.entries)})`}
							</option>
						))}
					</SelectField>
				) : null}
				<fieldset className={classes.tags}>
					<legend>
						<Trans>Who can see them; without a tick, they are left out</Trans>
					</legend>
					{all.map((level) => (
						<CheckField
							key={level}
							label={names[level].name}
							checked={levels.includes(level)}
							onChange={(event) =>
								setLevels(
									all.filter((x) => (x === level ? event.target.checked : levels.includes(x))),
								)
							}
						/>
					))}
				</fieldset>
				{tags.length > 0 ? (
					<fieldset className={classes.tags}>
						<legend>
							<Trans>Tags; without a tick, its entries are left out</Trans>
						</legend>
						{tags.map((tag) => (
							<CheckField
								key={tag}
								// Isolated, the number sign stays before its word in every direction.
								label={`\u2068#${tag}\u2069`}
								checked={!without.includes(tag)}
								onChange={(event) =>
									setWithout(
										event.target.checked ? without.filter((x) => x !== tag) : [...without, tag],
									)
								}
							/>
						))}
					</fieldset>
				) : null}
				<p role="status">
					{book.whole
						? plural(count, { 0: 'No entries', one: '# entry', other: '# entries' })
						: t`The entries are being fetched…`}
				</p>
				<p>
					<Link to="/reviews/$period" params={{ period }}>
						<Trans>Back to the review</Trans>
					</Link>
				</p>
			</Card>
			{review && book.whole ? (
				<Pages period={review.period} bounds={bounds ?? review.period} entries={entries} />
			) : error ? null : (
				<Skeleton height={320} radius="lg" />
			)}
		</Page>
	);
}

/** The book itself: a cover, the table of months, and the months with their entries. */
function Pages({
	period,
	bounds,
	entries,
}: {
	period: Period;
	bounds: Pick<Period, 'from' | 'to'>;
	entries: readonly BookEntry[];
}) {
	const { t } = useLingui();
	const { user } = useViewer();
	const locale = intlLocale(i18n.locale);
	const months = byMonth(entries);
	const names = useAudiences();
	const seenBy = new Intl.ListFormat(locale).format(
		all
			.filter((level) => entries.some((entry) => entry.audience === level))
			.map((level) => names[level].name),
	);
	const number = new Intl.NumberFormat(locale);
	const monthName = (month: string) =>
		formatCivil(`${month}-01`, locale, { month: 'long', year: 'numeric' });
	const time = (list: readonly BookEntry[]) =>
		list.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);
	return (
		<article className={classes.book} aria-label={t`Book`} dir="auto">
			<header className={classes.cover}>
				<p className={classes.who}>{user.displayName}</p>
				<h2>{nameInWords(period, locale) ?? daysInWords(period, locale)}</h2>
				<p>{daysInWords(bounds, locale)}</p>
				{seenBy ? (
					<p>
						<Trans>Who can see these entries: {seenBy}</Trans>
					</p>
				) : null}
			</header>
			<section className={classes.contents}>
				<h2>
					<Trans>Months</Trans>
				</h2>
				<table>
					<thead>
						<tr>
							<th scope="col">{t`Month`}</th>
							<th scope="col">{t`Entries`}</th>
							<th scope="col">{t`Time`}</th>
						</tr>
					</thead>
					<tbody>
						{months.map(([month, list]) => (
							<tr key={month}>
								<th scope="row">
									<a href={`#month-${month}`}>{monthName(month)}</a>
								</th>
								<td className="num">{number.format(list.length)}</td>
								<td className="num">{formatMinutes(time(list), locale)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</section>
			{months.map(([month, list]) => (
				<section key={month} id={`month-${month}`} className={classes.month}>
					<h2>{monthName(month)}</h2>
					{list.map((entry, n) => (
						<div key={entry.id} className={classes.entry}>
							{entry.day === list[n - 1]?.day ? null : (
								<h3>
									<time dateTime={entry.day}>{formatCivil(entry.day, locale)}</time>
								</h3>
							)}
							<p className={classes.meta}>
								<KindBadge kind={entry.kind} />
								{entry.minutes ? <span>{formatMinutes(entry.minutes, locale)}</span> : null}
								{entry.tags.map((tag) => (
									<bdi key={tag.id}>#{tag.name}</bdi>
								))}
							</p>
							<Prose html={entry.bodyHtml} />
						</div>
					))}
				</section>
			))}
		</article>
	);
}
