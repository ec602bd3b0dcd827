import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	AdminBackupDocument,
	type AdminBackupQuery,
	AdminBackupRunsDocument,
	AdminRunBackupDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Note } from '@/ui/Note';
import { RowList } from '@/ui/RowList';
import { ShowMore } from '@/ui/ShowMore';
import { showToast } from '@/ui/toasts';
import { AdminPage } from './AdminPage';
import { BackupRow } from './BackupRow';
import { useBackupFigures } from './backups';
import classes from './Operations.module.css';

export const Route = createLazyRoute('/shell/admin/backups')({ component: BackupsPage });

type Overview = AdminBackupQuery['adminBackup'];

const refreshEvery = 5_000;

function BackupsPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const query = useQuery({ ...gqlQuery(AdminBackupDocument, {}), refetchInterval: refreshEvery });
	const backup = query.data?.adminBackup;
	const refresh = () => {
		void client.invalidateQueries({ queryKey: ['AdminBackup'] });
		void client.invalidateQueries({ queryKey: ['AdminBackupRuns'] });
	};
	return (
		<AdminPage
			title={t`Backups`}
			lead={t`Could this instance be brought back? A backup counts once it was restored into a throw-away database and every table compared.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={200} radius="lg" /> : null}
			{backup ? (
				<>
					<Proven backup={backup} onRun={refresh} />
					<Card title={t`All backups`}>
						<Runs onChanged={refresh} />
					</Card>
				</>
			) : null}
		</AdminPage>
	);
}

/** The one question, answered first: is there a backup that can be counted on, and how old is it. */
function Proven({ backup, onRun }: { backup: Overview; onRun: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const act = useAct();
	const figures = useBackupFigures();
	const last = backup.lastProven;
	const when = last?.finishedAt
		? formatInstant(last.finishedAt, intlLocale(i18n.locale), viewer.timeZone)
		: '';
	const run = async () => {
		if (await act.run(async () => (await request(AdminRunBackupDocument, {})).adminRunBackup)) {
			showToast({ tone: 'good', message: t`The backup is on its way.` });
			onRun();
		}
	};
	return (
		<Card
			title={t`Last proven backup`}
			aside={
				backup.scheduled ? (
					<Button variant="default" size="xs" loading={act.busy} onClick={() => void run()}>
						<Trans>Back up now</Trans>
					</Button>
				) : null
			}
		>
			<Verdict backup={backup} when={when} />
			<ProblemList problems={act.problems} />
			{last ? (
				<dl className={classes.figures}>
					{figures(last).map(({ name, value }) => (
						<div key={name}>
							<dt>{name}</dt>
							<dd>{value}</dd>
						</div>
					))}
				</dl>
			) : null}
			{backup.scheduled ? <Rules backup={backup} /> : null}
			{act.dialog}
		</Card>
	);
}

function Verdict({ backup, when }: { backup: Overview; when: string }) {
	if (!backup.scheduled) {
		return (
			<Note>
				<Trans>
					No backups are made by themselves: set TAMATAR_BACKUP_DIR to a folder, best on another
					disk, and restart the server.
				</Trans>
			</Note>
		);
	}
	if (!backup.lastProven) {
		return (
			<Note tone={backup.overdue ? 'bad' : 'plain'}>
				<Trans>There is no proven backup yet.</Trans>
			</Note>
		);
	}
	return backup.overdue ? (
		<Note tone="bad">
			<Trans>The last proven backup is from {when}. A newer one is overdue.</Trans>
		</Note>
	) : (
		<Note tone="good">
			<Trans>As it was on {when}, this instance can be brought back.</Trans>
		</Note>
	);
}

/** What is kept, and what an archive holds. */
function Rules({ backup }: { backup: Overview }) {
	const { t } = useLingui();
	const locale = intlLocale(i18n.locale);
	const minutes = Math.round(backup.everySeconds / 60);
	const hours = minutes % 60 === 0;
	const every = new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: hours ? 'hour' : 'minute',
		unitDisplay: 'long',
	}).format(hours ? minutes / 60 : minutes);
	const { keepDaily: days, keepWeekly: weeks, keepMonthly: months } = backup;
	return (
		<p className={classes.quiet}>
			<Trans>
				Made every {every}. Kept: the newest of the last days ({days}), weeks ({weeks}) and months (
				{months}).
			</Trans>{' '}
			{backup.encrypted ? t`They are encrypted.` : t`They are not encrypted.`}{' '}
			{backup.withKeyring
				? t`The keyring is inside.`
				: t`The keyring is not inside: keep a copy of it apart, no password works without it.`}
		</p>
	);
}

function Runs({ onChanged }: { onChanged: () => void }) {
	const { t } = useLingui();
	const query = useInfiniteQuery({
		queryKey: ['AdminBackupRuns'],
		queryFn: async ({ pageParam }) =>
			(await request(AdminBackupRunsDocument, { first: 20, after: pageParam })).adminBackupRuns,
		initialPageParam: null as string | null,
		getNextPageParam: (last) =>
			last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? null) : null,
		refetchInterval: refreshEvery,
	});
	const runs = query.data?.pages.flatMap((page) => page.nodes);
	return (
		<>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={120} radius="md" /> : null}
			{runs?.length === 0 ? (
				<EmptyState title={t`None yet`}>
					<Trans>
						Every backup, and every attempt that failed, is listed here with what came of it.
					</Trans>
				</EmptyState>
			) : null}
			{runs && runs.length > 0 ? (
				<RowList label={t`All backups`}>
					{runs.map((run) => (
						<BackupRow key={run.id} run={run} onChanged={onChanged} />
					))}
				</RowList>
			) : null}
			<ShowMore query={query}>
				<Trans>Show more</Trans>
			</ShowMore>
		</>
	);
}
