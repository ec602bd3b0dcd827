import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { FolderOpen, Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useBytes } from '@/lib/useBytes';
import classes from './DropZone.module.css';
import { droppedFiles, maxArchive, maxUpload, type Selection, selectFiles } from './files';

interface DropZoneProps {
	busy: boolean;
	onSelect: (selection: Selection) => void;
	onError: (error: unknown) => void;
}

/** Takes notes: files, a whole folder, or one zip; by button or dropped. */
export function DropZone({ busy, onSelect, onError }: DropZoneProps) {
	const { t } = useLingui();
	const files = useRef<HTMLInputElement>(null);
	const folder = useRef<HTMLInputElement>(null);
	const [over, setOver] = useState(false);
	const bytes = useBytes();
	const most = bytes(maxUpload);
	const mostZip = bytes(maxArchive);

	const drop = (event: DragEvent) => {
		event.preventDefault();
		setOver(false);
		if (busy) return;
		droppedFiles(event.dataTransfer.items).then(onSelect, onError);
	};
	const take = (input: HTMLInputElement, isFolder: boolean) => {
		const chosen = selectFiles([...(input.files ?? [])], isFolder);
		// The same choice again must count as a choice.
		input.value = '';
		if (chosen.files.length > 0 || chosen.leftOut > 0) onSelect(chosen);
	};

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the buttons do the same
		<div
			className={classes.zone}
			data-over={over || undefined}
			onDragOver={(event) => {
				event.preventDefault();
				setOver(true);
			}}
			onDragLeave={(event) => {
				if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
			}}
			onDrop={drop}
		>
			<p className={classes.lead}>
				<Trans>Drop files, a folder or a zip here</Trans>
			</p>
			<div className={classes.buttons}>
				<Button
					leftSection={<Upload size={16} aria-hidden />}
					loading={busy}
					onClick={() => files.current?.click()}
				>
					<Trans>Choose files</Trans>
				</Button>
				<Button
					variant="default"
					leftSection={<FolderOpen size={16} aria-hidden />}
					disabled={busy}
					onClick={() => folder.current?.click()}
				>
					<Trans>Choose a folder</Trans>
				</Button>
			</div>
			<p className={classes.hint}>
				<Trans>
					Up to {most}; one zip up to {mostZip}. Nothing is saved yet.
				</Trans>
			</p>
			<input
				ref={files}
				type="file"
				multiple
				hidden
				accept=".md,.markdown,.txt,.json,.zip"
				aria-label={t`Files to import`}
				onChange={(event) => take(event.currentTarget, false)}
			/>
			<input
				ref={folder}
				type="file"
				hidden
				aria-label={t`Folder to import`}
				{...{ webkitdirectory: '' }}
				onChange={(event) => take(event.currentTarget, true)}
			/>
		</div>
	);
}
