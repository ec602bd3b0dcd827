import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatCivil, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { DataTable } from '../DataTable';
import { heatmapQuery } from '../queries';
import { Heatmap } from './Heatmap';
import classes from './YearCard.module.css';

/** The year as a heatmap: a sentence, the grid, its legend and a table. */
export function YearCard({ thisYear }: { thisYear: number }) {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { weekStart } = useViewer();
	const [year, setYear] = useState<number>();
	const query = useQuery({ ...heatmapQuery(year), placeholderData: keepPreviousData });
	const heatmap = query.data?.viewer?.heatmap;
	const firstYear = Math.min(Number(heatmap?.firstDay?.slice(0, 4) ?? thisYear), thisYear);
	const years = Array.from({ length: thisYear - firstYear + 1 }, (_, i) => thisYear - i);
	const label = t`Your year, day by day`;
	return (
		<Card
			title={t`Your year`}
			aside={
				<select
					className={classes.year}
					aria-label={t`Period`}
					value={year ?? ''}
					onChange={(event) => setYear(event.target.value ? Number(event.target.value) : undefined)}
				>
					<option value="">{t`The last twelve months`}</option>
					{years.map((y) => (
						<option key={y} value={y}>
							{y}
						</option>
					))}
				</select>
			}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{heatmap ? (
				<>
					<YearSentence {...heatmap} />
					<Heatmap days={heatmap.days} weekStart={weekStart} label={label} />
					<div className={classes.foot}>
						<DataTable
							caption={label}
							head={[t`Day`, t`Entries`, t`Time`]}
							rows={heatmap.days
								.filter((day) => day.entries > 0)
								.reverse()
								.map((day) => ({
									key: day.day,
									cells: [
										formatCivil(day.day, locale, { dateStyle: 'medium' }),
										<Link key="entries" to="/journal" search={{ day: day.day }}>
											{day.entries.toLocaleString(locale)}
										</Link>,
										formatMinutes(day.minutes, locale),
									],
								}))}
						>
							<Trans>Show the days as a table</Trans>
						</DataTable>
						<Legend />
					</div>
				</>
			) : query.isPending ? (
				<Skeleton height={176} role="status" aria-label={t`Loading`} />
			) : null}
		</Card>
	);
}

interface YearSentenceProps {
	from: string;
	to: string;
	entries: number;
	minutes: number;
	activeDays: number;
}

function YearSentence({ from, to, entries, minutes, activeDays }: YearSentenceProps) {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const count = plural(entries, { one: '# entry', other: '# entries' });
	const days = plural(activeDays, { one: 'on # day', other: 'on # days' });
	if (entries === 0) {
		return (
			<p className={classes.sentence}>
				<Trans>Every day with an entry gets its colour here. The first square waits for you.</Trans>
			</p>
		);
	}
	return (
		<p className={classes.sentence}>
			<Link to="/journal" search={{ from, to }}>
				{count}
			</Link>{' '}
			{minutes > 0 ? t`${days}, ${formatMinutes(minutes, locale)} in all.` : `${days}.`}
		</p>
	);
}

function Legend() {
	return (
		<div className={classes.legend}>
			<Trans>Less</Trans>
			{[0, 1, 2, 3, 4].map((level) => (
				<span key={level} className={classes.swatch} data-level={level} />
			))}
			<Trans>More</Trans>
		</div>
	);
}
