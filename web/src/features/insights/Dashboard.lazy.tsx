import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { QuickCapture } from '@/features/journal/public';
import { civilDayAt } from '@/lib/dates';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Later } from '@/ui/Later';
import { Page } from '@/ui/Page';
import { CardSkeleton } from './CardSkeleton';
import classes from './Dashboard.module.css';
import { Glance } from './Glance';
import { YearCard } from './heatmap/YearCard';
import { NextCard } from './NextCard';
import { dashboardQuery } from './queries';
import { StreakCard } from './StreakCard';
import { TagsCard } from './TagsCard';
import { TodayCard } from './TodayCard';
import { useGreeting } from './useGreeting';
import { WeeksCard } from './weeks/WeeksCard';

export const Route = createLazyRoute('/shell/')({ component: DashboardPage });

/** What did I do today, does my streak live, what is next; below that the year. */
function DashboardPage() {
	const { t } = useLingui();
	const viewer = useViewer();
	const greeting = useGreeting();
	const query = useQuery(dashboardQuery);
	const data = query.data?.viewer;
	const today = data?.today.day ?? civilDayAt(new Date(), viewer.timeZone, viewer.dayStart);
	const waiting = query.isPending;
	return (
		<Page title={greeting} tabTitle={t`Today`}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{data ? <Glance data={data} /> : null}
			<div className={classes.fold}>
				<div className={classes.main}>
					<Card>
						<QuickCapture autoFocus />
					</Card>
					{data ? <TodayCard today={data.today} /> : null}
					{waiting ? <CardSkeleton lines={3} /> : null}
				</div>
				<div className={classes.side}>
					{data ? <StreakCard streak={data.streak} day={today} /> : null}
					{data ? <NextCard next={data.next} /> : null}
					{waiting ? <CardSkeleton lines={4} /> : null}
					{waiting ? <CardSkeleton lines={4} /> : null}
				</div>
			</div>
			<Later until={<CardSkeleton lines={7} />}>
				<YearCard thisYear={Number(today.slice(0, 4))} />
			</Later>
			<div className={classes.pair}>
				{data ? (
					<Later until={<CardSkeleton lines={6} />}>
						<WeeksCard weeks={data.weeks} />
					</Later>
				) : null}
				{data ? (
					<Later until={<CardSkeleton lines={6} />}>
						<TagsCard tags={data.tagTotals} />
					</Later>
				) : null}
				{waiting ? <CardSkeleton lines={6} /> : null}
				{waiting ? <CardSkeleton lines={6} /> : null}
			</div>
		</Page>
	);
}
