import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	AdminJobQueueDocument,
	type AdminJobQueueQuery,
	AdminJobsDocument,
	AdminRunScheduleDocument,
	type JobState,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { SelectField } from '@/ui/Field';
import { RowItem, RowList } from '@/ui/RowList';
import { ShowMore } from '@/ui/ShowMore';
import { showToast } from '@/ui/toasts';
import { AdminPage } from './AdminPage';
import { JobRow } from './JobRow';
import { useJobStateNames } from './names';
import classes from './Operations.module.css';

export const Route = createLazyRoute('/shell/admin/jobs')({ component: JobsPage });

type Queue = AdminJobQueueQuery['adminJobQueue'];

const refreshEvery = 10_000;

function JobsPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const query = useQuery({ ...gqlQuery(AdminJobQueueDocument, {}), refetchInterval: refreshEvery });
	const queue = query.data?.adminJobQueue;
	const refresh = () => {
		void client.invalidateQueries({ queryKey: ['AdminJobQueue'] });
		void client.invalidateQueries({ queryKey: ['AdminJobs'] });
	};
	return (
		<AdminPage
			title={t`Jobs`}
			lead={t`What the instance does in the background: mail, reactions, tidying up. What a job carries is not shown.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={160} radius="lg" /> : null}
			{queue ? (
				<>
					<Card title={t`The queue`}>
						<Figures queue={queue} />
					</Card>
					<Card title={t`Single jobs`}>
						<JobsOfState start={queue.failed > 0 ? 'FAILED' : 'RETRYING'} onChanged={refresh} />
					</Card>
					<Card title={t`Again and again`}>
						<RowList label={t`Schedules`}>
							{queue.schedules.map((schedule) => (
								<ScheduleRow key={schedule.name} schedule={schedule} onRun={refresh} />
							))}
						</RowList>
					</Card>
				</>
			) : null}
		</AdminPage>
	);
}

/** The queue in numbers, and by kind. */
function Figures({ queue }: { queue: Queue }) {
	const { t } = useLingui();
	const names = useJobStateNames();
	const number = new Intl.NumberFormat(intlLocale(i18n.locale));
	const columns = ['due', 'scheduled', 'running', 'retrying', 'failed'] as const;
	const title = (column: (typeof columns)[number]) => names[column.toUpperCase() as JobState];
	return (
		<>
			<dl className={classes.figures}>
				{columns.map((column) => (
					<div key={column} data-bad={column === 'failed' && queue.failed > 0 ? true : undefined}>
						<dt>{title(column)}</dt>
						<dd>{number.format(queue[column])}</dd>
					</div>
				))}
			</dl>
			{queue.kinds.length === 0 ? (
				<p className={classes.quiet}>
					<Trans>Nothing waits: everything is done.</Trans>
				</p>
			) : (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
				<section className={classes.scroll} tabIndex={0} aria-label={t`Jobs by kind`}>
					<table>
						<thead>
							<tr>
								<th scope="col">{t`Kind`}</th>
								{columns.map((column) => (
									<th key={column} scope="col">
										{title(column)}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{queue.kinds.map((kind) => (
								<tr key={kind.kind}>
									<th scope="row" dir="ltr">
										{kind.kind}
									</th>
									{columns.map((column) => (
										<td key={column}>{number.format(kind[column])}</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</section>
			)}
		</>
	);
}

function JobsOfState({ start, onChanged }: { start: JobState; onChanged: () => void }) {
	const { t } = useLingui();
	const names = useJobStateNames();
	const [state, setState] = useState<JobState>(start);
	const query = useInfiniteQuery({
		queryKey: ['AdminJobs', state],
		queryFn: async ({ pageParam }) =>
			(await request(AdminJobsDocument, { state, first: 25, after: pageParam })).adminJobs,
		initialPageParam: null as string | null,
		getNextPageParam: (last) =>
			last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? null) : null,
		refetchInterval: refreshEvery,
	});
	const jobs = query.data?.pages.flatMap((page) => page.nodes);
	return (
		<>
			<SelectField
				label={t`State`}
				value={state}
				onChange={(event) => setState(event.target.value as JobState)}
			>
				{Object.entries(names).map(([value, name]) => (
					<option key={value} value={value}>
						{name}
					</option>
				))}
			</SelectField>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={120} radius="md" /> : null}
			{jobs?.length === 0 ? (
				<EmptyState title={t`None`}>
					<Trans>
						Jobs that fail are tried again by themselves. Those that used up their attempts wait
						here for you.
					</Trans>
				</EmptyState>
			) : null}
			{jobs && jobs.length > 0 ? (
				<RowList label={names[state]}>
					{jobs.map((job) => (
						<JobRow key={job.id} job={job} onChanged={onChanged} />
					))}
				</RowList>
			) : null}
			<ShowMore query={query}>
				<Trans>Show more</Trans>
			</ShowMore>
		</>
	);
}

function ScheduleRow({
	schedule,
	onRun,
}: {
	schedule: Queue['schedules'][number];
	onRun: () => void;
}) {
	const { t } = useLingui();
	const viewer = useViewer();
	const act = useAct();
	const locale = intlLocale(i18n.locale);
	const name = schedule.name;
	const every = new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: schedule.everySeconds % 3600 === 0 ? 'hour' : 'minute',
		unitDisplay: 'long',
	}).format(schedule.everySeconds / (schedule.everySeconds % 3600 === 0 ? 3600 : 60));
	const next = schedule.nextAt ? formatInstant(schedule.nextAt, locale, viewer.timeZone) : null;
	const run = async () => {
		const done = await act.run(
			async () => (await request(AdminRunScheduleDocument, { name })).adminRunSchedule,
		);
		if (!done) return;
		showToast({ tone: 'good', message: t`It runs now.` });
		onRun();
	};
	return (
		<RowItem
			title={<span dir="ltr">{name}</span>}
			detail={
				<>
					<Trans>every {every}</Trans>
					{next ? (
						<>
							{' · '}
							<Trans>next {next}</Trans>
						</>
					) : null}
					<ProblemList problems={act.problems} />
				</>
			}
		>
			<Button
				variant="default"
				size="xs"
				aria-label={t`Run now: ${name}`}
				loading={act.busy}
				onClick={() => void run()}
			>
				<Trans>Run now</Trans>
			</Button>
			{act.dialog}
		</RowItem>
	);
}
