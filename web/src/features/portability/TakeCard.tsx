import { i18n } from '@lingui/core';
import { at } from '@/lib/base';
import '@mantine/core/styles/Progress.layer.css';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	type ArchiveRowFragment,
	CreateArchiveLinkDocument,
	DiscardArchiveDocument,
	RequestExportDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useBytes } from '@/lib/useBytes';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { CheckField, Row, Stack } from '@/ui/Field';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { inWork } from './archives';

interface TakeCardProps {
	archives: readonly ArchiveRowFragment[];
	onChanged: () => void;
}

/** Everything as one archive: asked for, made by the server, downloaded by a link that works once. */
export function TakeCard({ archives, onChanged }: TakeCardProps) {
	const { t } = useLingui();
	const { run, busy, problems, dialog } = useAct();
	const [records, setRecords] = useState(false);
	const exports = archives.filter((a) => a.kind === 'EXPORT');
	const ask = async () => {
		if (await run(async () => (await request(RequestExportDocument, { records })).requestExport))
			onChanged();
	};
	return (
		<Card title={t`Take everything along`}>
			<Stack>
				<p>
					<Trans>
						One zip with all you have here: entries as Markdown, the rest as JSON. It is the same
						bytes each time, so it can live in git, and another instance can read it.
					</Trans>
				</p>
				<CheckField
					label={t`Also what this server noted about me: sessions, tokens by name, account activity`}
					checked={records}
					onChange={(event) => setRecords(event.target.checked)}
				/>
				<ProblemList problems={problems} />
				<Row>
					<Button loading={busy} disabled={exports.some(inWork)} onClick={() => void ask()}>
						<Trans>Make an archive</Trans>
					</Button>
				</Row>
				{exports.length > 0 ? (
					<RowList label={t`Archives`}>
						{exports.map((a) => (
							<ExportRow key={a.id} archive={a} onChanged={onChanged} />
						))}
					</RowList>
				) : null}
			</Stack>
			{dialog}
		</Card>
	);
}

function ExportRow({ archive, onChanged }: { archive: ArchiveRowFragment; onChanged: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const bytes = useBytes();
	const { run, busy, problems, dialog } = useAct();
	const instant = (at: string) => formatInstant(at, intlLocale(i18n.locale), viewer.timeZone);
	const made = instant(archive.createdAt);
	const ends = instant(archive.expiresAt);
	const id = archive.id;
	const download = async () => {
		const answer = await run(
			async () => (await request(CreateArchiveLinkDocument, { id })).createArchiveLink,
		);
		if (!answer?.url) return;
		window.location.assign(at(answer.url));
		setTimeout(onChanged, 1_000);
	};
	const discard = async () => {
		if (await run(async () => (await request(DiscardArchiveDocument, { id })).discardArchive))
			onChanged();
	};
	return (
		<RowItem
			title={t`Archive of ${made}`}
			mark={
				<>
					{inWork(archive) ? (
						<Sign tone="warn">
							<Trans>being made</Trans>
						</Sign>
					) : null}
					{archive.state === 'FAILED' ? (
						<Sign tone="bad">
							<Trans>failed</Trans>
						</Sign>
					) : null}
					{archive.downloads > 0 ? (
						<Sign>
							<Plural value={archive.downloads} one="downloaded once" other="downloaded # times" />
						</Sign>
					) : null}
				</>
			}
			detail={
				<>
					{archive.state === 'READY' ? (
						<Trans>
							{bytes(archive.bytes)}, removed on {ends}
						</Trans>
					) : null}
					{archive.failure ? <GivenUp /> : null}
					{inWork(archive) ? <Working archive={archive} /> : null}
					<ProblemList problems={problems} />
				</>
			}
		>
			{archive.state === 'READY' ? (
				<Button size="xs" loading={busy} onClick={() => void download()}>
					<Trans>Download</Trans>
				</Button>
			) : null}
			<Button size="xs" variant="default" disabled={busy} onClick={() => void discard()}>
				<Trans>Remove</Trans>
			</Button>
			{dialog}
		</RowItem>
	);
}

/** What to do when the server gave an archive up. */
export function GivenUp() {
	return (
		<Trans>
			This did not work. Try it once more; if it fails again, tell whoever runs this instance.
		</Trans>
	);
}

/** How far the server is. */
export function Working({ archive }: { archive: ArchiveRowFragment }) {
	const { t } = useLingui();
	const { done, total } = archive;
	return (
		<>
			<span role="status">
				{total > 0 ? (
					<Trans>
						{done} of {total}
					</Trans>
				) : (
					<Plural value={done} one="# file so far" other="# files so far" />
				)}
			</span>
			<Progress
				value={total > 0 ? (100 * done) / total : 100}
				animated={total === 0}
				aria-label={t`Progress`}
			/>
		</>
	);
}
