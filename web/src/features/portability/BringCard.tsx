import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { useEntryCache } from '@/features/journal/public';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	type ArchiveRowFragment,
	DiscardArchiveDocument,
	StartImportDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { upload } from '@/lib/upload';
import { viewerQuery } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Row, Stack } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { inWork } from './archives';
import { ReportList } from './ReportList';
import { GivenUp, Working } from './TakeCard';

interface BringCardProps {
	archives: readonly ArchiveRowFragment[];
	onChanged: () => void;
}

/** An archive of another instance, or of this one: looked at first, brought then. */
export function BringCard({ archives, onChanged }: BringCardProps) {
	const { t } = useLingui();
	const input = useRef<HTMLInputElement>(null);
	const { run, busy, problems, dialog } = useAct();
	const latest = archives.find((a) => a.kind === 'IMPORT');
	const working = latest !== undefined && inWork(latest);
	const send = async (file: File | undefined) => {
		if (!file) return;
		const sent = await run(async () => {
			await upload('/api/archive', 'file', [file]);
			return { errors: [] };
		});
		if (sent) onChanged();
	};
	return (
		<Card title={t`Bring an archive`}>
			<Stack>
				<p>
					<Trans>
						An archive that Tamatar made, here or elsewhere. You see what would become of it before
						anything changes; what is here already stays as it is.
					</Trans>
				</p>
				<ProblemList problems={problems} />
				<Row>
					<Button
						variant="default"
						leftSection={<Upload size={16} aria-hidden />}
						loading={busy}
						disabled={working}
						onClick={() => input.current?.click()}
					>
						<Trans>Choose an archive</Trans>
					</Button>
				</Row>
				<input
					ref={input}
					type="file"
					hidden
					accept=".zip,application/zip"
					aria-label={t`Archive to bring`}
					onChange={(event) => {
						const file = event.currentTarget.files?.[0];
						event.currentTarget.value = '';
						void send(file);
					}}
				/>
				{working ? <Working archive={latest} /> : null}
				{latest && !working ? <Brought archive={latest} onChanged={onChanged} /> : null}
			</Stack>
			{dialog}
		</Card>
	);
}

function Brought({ archive, onChanged }: { archive: ArchiveRowFragment; onChanged: () => void }) {
	const client = useQueryClient();
	const entries = useEntryCache();
	const { run, busy, problems, dialog } = useAct();
	const id = archive.id;
	const created = (archive.report?.counts ?? [])
		.filter((c) => c.outcome === 'created' || c.outcome === 'changed')
		.reduce((sum, c) => sum + c.n, 0);
	const start = async () => {
		if (await run(async () => (await request(StartImportDocument, { id })).startImport))
			onChanged();
	};
	const discard = async () => {
		if (!(await run(async () => (await request(DiscardArchiveDocument, { id })).discardArchive)))
			return;
		entries.refresh();
		await client.invalidateQueries({ queryKey: viewerQuery.queryKey });
		onChanged();
	};
	return (
		<>
			{archive.state === 'FAILED' ? (
				<Note tone="bad">
					{archive.failure ? <GivenUp /> : <Trans>Nothing of this archive can be brought.</Trans>}
				</Note>
			) : null}
			{archive.state === 'READY' && !archive.preview ? (
				<Note tone="good">
					<Trans>The archive has been brought.</Trans>
				</Note>
			) : null}
			{archive.report ? <ReportList report={archive.report} preview={archive.preview} /> : null}
			<ProblemList problems={problems} />
			<Row>
				{archive.state === 'READY' && archive.preview && created > 0 ? (
					<Button loading={busy} onClick={() => void start()}>
						<Plural value={created} one="Bring # thing" other="Bring # things" />
					</Button>
				) : null}
				<Button variant="default" disabled={busy} onClick={() => void discard()}>
					{archive.preview ? <Trans>Leave it</Trans> : <Trans>Done</Trans>}
				</Button>
			</Row>
			{dialog}
		</>
	);
}
