import { i18n } from '@lingui/core';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import { CalendarDocument, OnThisDayDocument, RandomEntryDocument } from '@/gql/graphql';
import {
	addDays,
	type CivilDate,
	formatCivil,
	startOfWeek,
	weekdayName,
	weekdays,
} from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery, useGqlMutation } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { VisuallyHidden } from '@/ui/VisuallyHidden';
import classes from './Calendar.module.css';
import { LinkIcon } from './links';
import { useToday } from './useToday';

export const Route = createLazyRoute('/shell/calendar')({ component: CalendarPage });

/** The month so many months later, as YYYY-MM. */
function monthAfter(month: string, step: number): string {
	const [year = 0, number = 1] = month.split('-').map(Number);
	return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}

/** A month with the number of entries on each day, and ways back into the past. */
function CalendarPage() {
	const { t } = useLingui();
	const { day: today } = useToday();
	const { month = today.slice(0, 7) } = Route.useSearch();
	const locale = intlLocale(i18n.locale);
	const first = `${month}-01`;
	const last = addDays(`${monthAfter(month, 1)}-01`, -1);
	const { data, error, refetch } = useQuery(gqlQuery(CalendarDocument, { from: first, to: last }));
	const title = formatCivil(first, locale, { month: 'long', year: 'numeric' });
	return (
		<Page
			title={title}
			width="reading"
			actions={
				<>
					<LinkIcon
						to="/calendar"
						search={{ month: monthAfter(month, -1) }}
						variant="default"
						size="lg"
						aria-label={t`The month before`}
					>
						<ChevronLeft size={18} className={classes.turn} aria-hidden />
					</LinkIcon>
					<LinkIcon
						to="/calendar"
						search={{ month: monthAfter(month, 1) }}
						variant="default"
						size="lg"
						aria-label={t`The month after`}
					>
						<ChevronRight size={18} className={classes.turn} aria-hidden />
					</LinkIcon>
					<RandomButton />
				</>
			}
		>
			{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
			{!data && !error ? <Skeleton height={320} radius="lg" /> : null}
			{data ? (
				<Month
					title={title}
					first={first}
					last={last}
					today={today}
					counts={new Map((data.viewer?.calendar ?? []).map((d) => [d.day, d.entries]))}
				/>
			) : null}
			<OnThisDay />
		</Page>
	);
}

interface MonthProps {
	title: string;
	first: CivilDate;
	last: CivilDate;
	today: CivilDate;
	counts: ReadonlyMap<string, number>;
}

function Month({ title, first, last, today, counts }: MonthProps) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const begin = startOfWeek(first, viewer.weekStart);
	const names = [...weekdays, ...weekdays].slice(weekdays.indexOf(viewer.weekStart)).slice(0, 7);
	const weeks: CivilDate[][] = [];
	for (let day = begin; day <= last; day = addDays(day, 7)) {
		weeks.push(Array.from({ length: 7 }, (_, n) => addDays(day, n)));
	}
	const number = new Intl.NumberFormat(locale);
	const most = Math.max(1, ...counts.values());
	return (
		<table className={classes.month}>
			<caption className={classes.caption}>{title}</caption>
			<thead>
				<tr>
					{names.map((name) => (
						<th key={name} scope="col">
							<abbr title={weekdayName(name, locale, 'long')}>{weekdayName(name, locale)}</abbr>
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{weeks.map((week) => (
					<tr key={week[0]}>
						{week.map((day) => {
							const n = counts.get(day) ?? 0;
							if (day < first || day > last) return <td key={day} />;
							return (
								<td key={day} aria-current={day === today ? 'date' : undefined}>
									<Link
										to="/journal"
										search={{ day }}
										className={classes.day}
										data-heat={n === 0 ? 0 : Math.ceil((n * 4) / most)}
									>
										<span aria-hidden="true">{number.format(Number(day.slice(8)))}</span>
										{n > 0 ? (
											<span className={classes.count} aria-hidden="true">
												{number.format(n)}
											</span>
										) : null}
										<VisuallyHidden>
											{t`${formatCivil(day, locale)}: ${plural(n, { 0: 'No entries', one: '# entry', other: '# entries' })}`}
										</VisuallyHidden>
									</Link>
								</td>
							);
						})}
					</tr>
				))}
			</tbody>
		</table>
	);
}

function OnThisDay() {
	const { t } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { data } = useQuery(gqlQuery(OnThisDayDocument, {}));
	const entries = data?.viewer?.onThisDay ?? [];
	return (
		<Card title={t`On this day`}>
			{entries.length === 0 ? (
				<p>
					<Trans>Next year, what you write today stands here.</Trans>
				</p>
			) : (
				<ul className={classes.past}>
					{entries.map((entry) => (
						<li key={entry.id}>
							<time dateTime={entry.day}>
								{formatCivil(entry.day, locale, { year: 'numeric' })}
							</time>
							<Link to="/journal/$entryId" params={{ entryId: entry.id }} dir="auto">
								{entry.title}
							</Link>
						</li>
					))}
				</ul>
			)}
		</Card>
	);
}

function RandomButton() {
	const navigate = useNavigate();
	const random = useGqlMutation(RandomEntryDocument, {
		onSuccess: (data) => {
			const id = data.viewer?.randomEntry?.id;
			if (id) void navigate({ to: '/journal/$entryId', params: { entryId: id } });
		},
	});
	return (
		<Button
			variant="default"
			leftSection={<Shuffle size={16} aria-hidden />}
			loading={random.isPending}
			onClick={() => random.mutate({})}
		>
			<Trans>Random entry</Trans>
		</Button>
	);
}
