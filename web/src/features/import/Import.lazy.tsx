import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useEntryCache } from '@/features/journal/public';
import { announce } from '@/lib/announce';
import { upload } from '@/lib/upload';
import { useBytes } from '@/lib/useBytes';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Row } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Page } from '@/ui/Page';
import { CloneCard } from './CloneCard';
import { DropZone } from './DropZone';
import { isLargeArchive, maxUpload, type Selection } from './files';
import { GitCard } from './GitCard';
import classes from './Import.module.css';
import { ReportTable } from './ReportTable';
import { commitImport, type ImportReport, previewImport } from './report';

export const Route = createLazyRoute('/shell/import')({ component: ImportPage });

type Step =
	| { name: 'choose' }
	| { name: 'preview'; files: File[]; leftOut: number; report: ImportReport }
	| { name: 'done'; report: ImportReport }
	| { name: 'sent' };

function ImportPage() {
	const { t } = useLingui();
	const cache = useEntryCache();
	const [step, setStep] = useState<Step>({ name: 'choose' });
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>();
	const [tooMuch, setTooMuch] = useState(false);
	const again = useRef<() => void>(undefined);
	const most = useBytes()(maxUpload);

	const attempt = async (act: () => Promise<void>) => {
		again.current = () => void attempt(act);
		setBusy(true);
		setError(undefined);
		try {
			await act();
		} catch (thrown) {
			setError(thrown);
		} finally {
			setBusy(false);
		}
	};
	const look = (selection: Selection) => {
		const { files, leftOut, bytes } = selection;
		const large = bytes > maxUpload;
		setTooMuch(large && !isLargeArchive(files));
		if (large) {
			if (isLargeArchive(files)) {
				void attempt(async () => {
					await upload('/api/archive', 'file', files);
					setStep({ name: 'sent' });
				});
			}
			return;
		}
		void attempt(async () => {
			const report =
				files.length > 0
					? await previewImport(files)
					: { files: [], created: 0, updated: 0, skipped: 0, refused: 0 };
			setStep({ name: 'preview', files, leftOut, report });
			announce(t`The files have been read. Nothing is saved yet.`);
		});
	};
	const commit = (files: File[]) =>
		attempt(async () => {
			const report = await commitImport(files);
			cache.refresh();
			setStep({ name: 'done', report });
		});
	const restart = () => {
		setError(undefined);
		setStep({ name: 'choose' });
	};

	return (
		<Page
			title={t`Import`}
			lead={t`Bring what you have written elsewhere. You see what each file becomes before anything is saved.`}
		>
			<Card title={t`Notes and journals`}>
				<div className={classes.part}>
					{step.name === 'choose' ? (
						<div className={classes.part}>
							<p>
								<Trans>
									Files, a folder or a zip from Obsidian, Logseq, jrnl, Day One, memos or Google
									Keep, and any Markdown with a day in its name or front matter. They arrive as
									drafts that only you see.
								</Trans>
							</p>

							<DropZone busy={busy} onSelect={look} onError={setError} />
						</div>
					) : null}
					{tooMuch ? (
						<Note tone="bad">
							<Trans>These files are larger than {most} together. Import them in parts.</Trans>
						</Note>
					) : null}
					{error ? <ErrorNote error={error} onRetry={again.current} /> : null}
					{step.name === 'preview' ? (
						<Preview
							report={step.report}
							leftOut={step.leftOut}
							busy={busy}
							onCommit={() => void commit(step.files)}
							onRestart={restart}
						/>
					) : null}
					{step.name === 'sent' ? (
						<Part>
							<Note tone="good">
								<Trans>
									The archive has arrived. It is read in the background; what would become of it is
									shown under <Link to="/settings/data">Settings, Data</Link>.
								</Trans>
							</Note>
							<Row>
								<Button variant="default" onClick={restart}>
									<Trans>Import more</Trans>
								</Button>
							</Row>
						</Part>
					) : null}
					{step.name === 'done' ? <Done report={step.report} onRestart={restart} /> : null}
				</div>
			</Card>
			<GitCard />
			<CloneCard />
		</Page>
	);
}

interface PreviewProps {
	report: ImportReport;
	leftOut: number;
	busy: boolean;
	onCommit: () => void;
	onRestart: () => void;
}

function Preview({ report, leftOut, busy, onCommit, onRestart }: PreviewProps) {
	const wanted = report.created + report.updated;
	return (
		<Part>
			<div>
				<p>
					{wanted === 0 ? <Trans>There is nothing new in these files.</Trans> : null}
					{report.created > 0 ? (
						<Plural value={report.created} one="# new entry." other="# new entries." />
					) : null}{' '}
					{report.updated > 0 ? (
						<Plural
							value={report.updated}
							one="# draft has grown since the last import."
							other="# drafts have grown since the last import."
						/>
					) : null}{' '}
					{report.skipped > 0 ? (
						<Plural value={report.skipped} one="# is known already." other="# are known already." />
					) : null}{' '}
					{report.refused > 0 ? (
						<Plural
							value={report.refused}
							one="# file is left out; the reason stands beside it."
							other="# files are left out; the reasons stand beside them."
						/>
					) : null}{' '}
					{leftOut > 0 ? (
						<Plural
							value={leftOut}
							one="# other file of the folder is no note."
							other="# other files of the folder are no notes."
						/>
					) : null}
				</p>
			</div>
			{report.files.length > 0 ? <ReportTable files={report.files} done={false} /> : null}
			<Row>
				{wanted > 0 ? (
					<Button loading={busy} onClick={onCommit}>
						<Plural value={wanted} one="Import # entry" other="Import # entries" />
					</Button>
				) : null}
				<Button variant="default" disabled={busy} onClick={onRestart}>
					<Trans>Choose other files</Trans>
				</Button>
			</Row>
		</Part>
	);
}

function Done({ report, onRestart }: { report: ImportReport; onRestart: () => void }) {
	const imported = report.created + report.updated;
	return (
		<Part>
			<Note tone="good">
				{imported === 0 ? (
					<Trans>Nothing new: all of it was here already.</Trans>
				) : (
					<Plural value={imported} one="# entry was imported." other="# entries were imported." />
				)}
			</Note>
			<Row>
				{imported > 0 ? (
					<Link to="/journal" search={{ drafts: true }}>
						<Trans>Look through the drafts</Trans>
					</Link>
				) : null}
				<Button variant="default" onClick={onRestart}>
					<Trans>Import more</Trans>
				</Button>
			</Row>
			{report.files.length > 0 ? <ReportTable files={report.files} done /> : null}
		</Part>
	);
}

/** A step that has just appeared: reading goes on here. */
function Part({ children }: { children: ReactNode }) {
	const part = useRef<HTMLDivElement>(null);
	useEffect(() => part.current?.focus(), []);
	return (
		<div ref={part} tabIndex={-1} className={classes.part}>
			{children}
		</div>
	);
}
