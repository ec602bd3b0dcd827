import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import type { BackupFailure, BackupRowFragment, BackupStatus } from '@/gql/graphql';
import { intlLocale } from '@/lib/i18n';
import { formatBytes } from '@/lib/useBytes';

/** How far a backup has come, in the language of the app. */
export function useBackupStatusNames(): Record<BackupStatus, string> {
	const { t } = useLingui();
	return { WAITING: t`Waiting`, RUNNING: t`Under way`, PROVEN: t`Proven`, FAILED: t`Failed` };
}

/** Why there is no backup, and what to do. */
export function useBackupFailures(): Record<BackupFailure, string> {
	const { t } = useLingui();
	return {
		DISK_FULL: t`The disk is full: make room in the folder for backups or keep fewer of them.`,
		FOLDER: t`The folder for backups is missing or cannot be written.`,
		DATABASE: t`The database did not answer.`,
		NOT_PROVEN: t`What was written could not be restored, so it was thrown away. Look at the disk and into the log.`,
		DAMAGED: t`The file is no longer what was proven: do not rely on it.`,
		MISSING: t`The file is no longer in the folder.`,
		INTERRUPTED: t`The server was stopped while it ran.`,
		OTHER: t`Something went wrong; the log of the server says what.`,
	};
}

type Run = Pick<
	BackupRowFragment,
	'megabytes' | 'rows' | 'files' | 'writeSeconds' | 'proofSeconds'
>;

/** Size, content and duration of a backup as names and values. */
export function useBackupFigures(): (run: Run) => { name: string; value: string }[] {
	const { t } = useLingui();
	const locale = intlLocale(i18n.locale);
	const number = new Intl.NumberFormat(locale);
	const unit = (value: number, name: string) =>
		new Intl.NumberFormat(locale, {
			style: 'unit',
			unit: name,
			maximumFractionDigits: value < 1 ? 2 : value < 10 ? 1 : 0,
		}).format(value);
	return (run) => [
		{
			name: t`Size`,
			value: formatBytes(run.megabytes * 1e6, locale),
		},
		{ name: t`Rows`, value: number.format(run.rows) },
		{ name: t`Files`, value: number.format(run.files) },
		{ name: t`Writing`, value: unit(run.writeSeconds, 'second') },
		{ name: t`Proof`, value: unit(run.proofSeconds, 'second') },
	];
}
