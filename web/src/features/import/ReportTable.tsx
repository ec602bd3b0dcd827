import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Sign } from '@/ui/RowList';
import classes from './ReportTable.module.css';
import type { FileReport } from './report';

/** Rows shown at once; more come on demand. */
const step = 200;

/** Refused files first, since those are what somebody can do something about. */
function ordered(files: readonly FileReport[]): FileReport[] {
	const rank = { refused: 0, created: 1, updated: 2, skipped: 3 };
	return [...files].sort((a, b) => rank[a.outcome] - rank[b.outcome]);
}

interface ReportTableProps {
	files: readonly FileReport[];
	/** True once it has been done. */
	done: boolean;
}

/** What becomes of each file. */
export function ReportTable({ files, done }: ReportTableProps) {
	const { t } = useLingui();
	const [shown, setShown] = useState(step);
	const locale = intlLocale(i18n.locale);
	const rows = ordered(files);
	return (
		<>
			<table className={classes.table}>
				<caption className={classes.caption}>
					<Trans>Files of this import</Trans>
				</caption>
				<thead>
					<tr>
						<th scope="col">
							<Trans>File</Trans>
						</th>
						<th scope="col">
							<Trans>Day</Trans>
						</th>
						<th scope="col">
							<Trans>Entry</Trans>
						</th>
						<th scope="col">
							<Trans>Result</Trans>
						</th>
					</tr>
				</thead>
				<tbody>
					{rows.slice(0, shown).map((file) => (
						<tr key={`${file.path}:${file.line ?? 0}`} data-outcome={file.outcome}>
							<th scope="row" className={classes.path}>
								<bdi>{file.line ? `${file.path}:${file.line}` : file.path}</bdi>
							</th>
							<td>
								{file.day ? (
									<>
										<time dateTime={file.day}>
											{formatCivil(file.day, locale, { dateStyle: 'medium' })}
										</time>
										{file.dayFrom === 'entry' ? null : (
											<span className={classes.from}>
												{file.dayFrom === 'front matter'
													? t`from the front matter`
													: t`from the name`}
											</span>
										)}
									</>
								) : (
									'–'
								)}
							</td>
							<td dir="auto">
								{file.title ?? '–'}
								{file.tags && file.tags.length > 0 ? (
									<span className={classes.tags}>
										{file.tags.map((tag) => (
											<bdi key={tag}>#{tag}</bdi>
										))}
									</span>
								) : null}
							</td>
							<td>
								<Outcome file={file} done={done} />
								{file.left && file.outcome !== 'refused' ? (
									<span className={classes.reason}>
										<Plural
											value={file.left}
											one="# picture or file of it is not taken."
											other="# pictures and files of it are not taken."
										/>
									</span>
								) : null}
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{rows.length > shown ? (
				<Button variant="default" onClick={() => setShown(shown + step * 5)}>
					<Trans>Show more files</Trans>
				</Button>
			) : null}
		</>
	);
}

function Outcome({ file, done }: { file: FileReport; done: boolean }) {
	const { t } = useLingui();
	switch (file.outcome) {
		case 'created':
			return <Sign>{done ? t`Imported` : t`New`}</Sign>;
		case 'updated':
			return <Sign>{done ? t`Updated` : t`Grown since`}</Sign>;
		case 'skipped':
			return <span className={classes.known}>{t`Known already`}</span>;
		case 'refused':
			return (
				<>
					<Sign tone="warn">{t`Left out`}</Sign>
					<span className={classes.reason}>{file.reason}</span>
				</>
			);
	}
}
