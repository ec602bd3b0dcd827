import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { ProblemList, useAct } from '@/features/settings/public';
import { AdminCheckBackupDocument, type BackupRowFragment } from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { download } from '@/lib/download';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { RowItem, Sign } from '@/ui/RowList';
import { showToast } from '@/ui/toasts';
import { useBackupFailures, useBackupFigures, useBackupStatusNames } from './backups';

interface BackupRowProps {
	run: BackupRowFragment;
	onChanged: () => void;
}

/** One backup: what came of it, what is in it, and what can be done with its file. */
export function BackupRow({ run, onChanged }: BackupRowProps) {
	const { t } = useLingui();
	const viewer = useViewer();
	const act = useAct();
	const statuses = useBackupStatusNames();
	const failures = useBackupFailures();
	const figures = useBackupFigures();
	const locale = intlLocale(i18n.locale);
	const path = run.downloadPath;
	const when = formatInstant(run.askedAt, locale, viewer.timeZone);
	const checked = run.checkedAt ? formatInstant(run.checkedAt, locale, viewer.timeZone) : null;
	const check = async () => {
		const done = await act.run(
			async () => (await request(AdminCheckBackupDocument, { id: run.id })).adminCheckBackup,
		);
		if (!done) return;
		showToast({ tone: 'good', message: t`It is being looked through.` });
		onChanged();
	};
	return (
		<RowItem
			title={when}
			mark={
				<Sign tone={run.status === 'FAILED' ? 'bad' : run.status === 'PROVEN' ? 'good' : 'warn'}>
					{statuses[run.status]}
				</Sign>
			}
			detail={
				<>
					{run.failure ? failures[run.failure] : null}
					{run.status === 'PROVEN'
						? figures(run)
								.map(({ name, value }) => `${name}: ${value}`)
								.join(' · ')
						: null}
					{run.scheduled ? null : (
						<>
							{run.failure || run.status === 'PROVEN' ? ' · ' : null}
							<Trans>asked for by an administrator</Trans>
						</>
					)}
					{run.file ? (
						<>
							<br />
							<code dir="ltr">{run.file}</code>
						</>
					) : run.status === 'PROVEN' ? (
						<>
							{' · '}
							<Trans>the file was removed to make room</Trans>
						</>
					) : null}
					{checked ? (
						<>
							{' · '}
							<Trans>looked through {checked}</Trans>
						</>
					) : null}
					<ProblemList problems={act.problems} />
				</>
			}
		>
			{run.file ? (
				<>
					<Button
						variant="default"
						size="xs"
						aria-label={t`Check the backup of ${when}`}
						loading={act.busy}
						onClick={() => void check()}
					>
						<Trans>Check</Trans>
					</Button>
					{path ? (
						<Button
							variant="default"
							size="xs"
							aria-label={t`Download the backup of ${when}`}
							disabled={act.busy}
							onClick={() => void act.run(() => download(path))}
						>
							<Trans>Download</Trans>
						</Button>
					) : null}
				</>
			) : null}
			{act.dialog}
		</RowItem>
	);
}
