import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { ProblemList, useAct } from '@/features/settings/public';
import { AdminDiscardJobDocument, type AdminJobsQuery, AdminRunJobDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { RowItem, Sign } from '@/ui/RowList';
import { showToast } from '@/ui/toasts';
import { useJobStateNames } from './names';

interface JobRowProps {
	job: AdminJobsQuery['adminJobs']['nodes'][number];
	onChanged: () => void;
}

/** One job: what it is, why it failed, and a way to run it now or to let it go. */
export function JobRow({ job, onChanged }: JobRowProps) {
	const { t } = useLingui();
	const viewer = useViewer();
	const names = useJobStateNames();
	const act = useAct();
	const locale = intlLocale(i18n.locale);
	const { id, kind, attempts, mostAttempts } = job;
	const due = formatInstant(job.dueAt, locale, viewer.timeZone);
	const run = async () => {
		if (await act.run(async () => (await request(AdminRunJobDocument, { id })).adminRunJob)) {
			showToast({ tone: 'good', message: t`It runs now.` });
			onChanged();
		}
	};
	const discard = async () => {
		if (
			await act.run(async () => (await request(AdminDiscardJobDocument, { id })).adminDiscardJob)
		) {
			showToast({ tone: 'good', message: t`The job is gone.` });
			onChanged();
		}
	};
	return (
		<RowItem
			title={<span dir="ltr">{kind}</span>}
			mark={
				<Sign tone={job.state === 'FAILED' ? 'bad' : job.state === 'RETRYING' ? 'warn' : 'good'}>
					{names[job.state]}
				</Sign>
			}
			detail={
				<>
					<Trans>
						Attempt {attempts} of {mostAttempts}
					</Trans>
					{job.state === 'RETRYING' || job.state === 'SCHEDULED' ? (
						<>
							{' · '}
							<Trans>next {due}</Trans>
						</>
					) : null}
					{job.lastError ? (
						<>
							<br />
							<code dir="ltr">{job.lastError}</code>
						</>
					) : null}
					<ProblemList problems={act.problems} />
				</>
			}
		>
			{job.state === 'RUNNING' ? null : (
				<>
					<Button
						variant="default"
						size="xs"
						aria-label={t`Run now: ${kind}`}
						disabled={act.busy}
						onClick={() => void run()}
					>
						<Trans>Run now</Trans>
					</Button>
					<Button
						variant="default"
						size="xs"
						aria-label={t`Discard ${kind}`}
						disabled={act.busy}
						onClick={() => void discard()}
					>
						<Trans>Discard</Trans>
					</Button>
				</>
			)}
			{act.dialog}
		</RowItem>
	);
}
