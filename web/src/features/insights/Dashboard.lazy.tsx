import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { LateWaitingList, QuickCapture } from '@/features/journal/public';
import { LateSamples } from '@/features/onboarding/public';
import { civilDayAt } from '@/lib/dates';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Later } from '@/ui/Later';
import { Page } from '@/ui/Page';
import { type Band, bandsOf, type CardName, placesOf } from './arrangement';
import classes from './Dashboard.module.css';
import { DashboardCard } from './DashboardCard';
import { Glance } from './Glance';
import { dashboardQuery } from './queries';
import { useGreeting } from './useGreeting';

export const Route = createLazyRoute('/shell/')({ component: DashboardPage });

/** What did I do today, does my streak live, what is next; below that the year. The person may order it otherwise. */
function DashboardPage() {
	const { t } = useLingui();
	const viewer = useViewer();
	const greeting = useGreeting();
	const query = useQuery(dashboardQuery);
	const data = query.data?.viewer;
	const today = data?.today.day ?? civilDayAt(new Date(), viewer.timeZone, viewer.dayStart);
	const places = placesOf(viewer.dashboard);
	const [top, ...below] = withFold(bandsOf(places));
	const show = (name: CardName) => (
		<DashboardCard key={name} name={name} data={data} day={today} waiting={query.isPending} />
	);
	return (
		<Page title={greeting} tabTitle={t`Today`}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{data ? <Glance data={data} places={places} /> : null}
			<div className={classes.fold} data-narrow={top.side.length === 0 || undefined}>
				<div className={classes.main}>
					<Card>
						<QuickCapture autoFocus />
					</Card>
					<Later until={null}>
						<Suspense fallback={null}>
							<LateWaitingList />
						</Suspense>
					</Later>
					{top.main.map(show)}
				</div>
				{top.side.length > 0 ? <div className={classes.side}>{top.side.map(show)}</div> : null}
			</div>
			{data && data.streak.longest === 0 && data.today.entries === 0 ? (
				<Later until={null}>
					<Suspense fallback={null}>
						<LateSamples />
					</Suspense>
				</Later>
			) : null}
			{below.map((band) =>
				'full' in band ? (
					show(band.full)
				) : (
					<div
						key={[...band.main, ...band.side].join()}
						className={classes.pair}
						data-narrow={band.main.length === 0 || band.side.length === 0 || undefined}
					>
						{band.main.length > 0 ? (
							<div className={classes.main}>{band.main.map(show)}</div>
						) : null}
						{band.side.length > 0 ? (
							<div className={classes.side}>{band.side.map(show)}</div>
						) : null}
					</div>
				),
			)}
			<Later until={null}>
				<p className={classes.arrange}>
					<Link to="/settings/dashboard">
						<Trans>Arrange these cards</Trans>
					</Link>
				</p>
			</Later>
		</Page>
	);
}

/** The bands, the first of them with columns: the box for a quick line stands there. */
function withFold(bands: Band[]): [Exclude<Band, { full: CardName }>, ...Band[]] {
	const [first, ...rest] = bands;
	return first && !('full' in first) ? [first, ...rest] : [{ main: [], side: [] }, ...bands];
}
