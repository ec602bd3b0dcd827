import { useLingui } from '@lingui/react/macro';
import { Download, File as FileIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { at } from '@/lib/base';
import { useBytes } from '@/lib/useBytes';
import classes from './Thumb.module.css';

interface ShownFile {
	name: string;
	alt: string;
	contentType: string;
	size: number;
	url: string;
}

export function isPicture(file: ShownFile): boolean {
	return file.contentType.startsWith('image/');
}

/** A file with a small picture of it, its name and its size. */
export function FileLine({
	file,
	more,
	mark,
}: {
	file: ShownFile;
	more?: string;
	mark?: ReactNode;
}) {
	const bytes = useBytes();
	return (
		<span className={classes.line}>
			{isPicture(file) ? (
				<img className={classes.thumb} src={at(file.url)} alt="" loading="lazy" />
			) : (
				<span className={classes.thumb}>
					<FileIcon size={20} aria-hidden />
				</span>
			)}
			<span className={classes.words}>
				<span>
					<bdi>{file.name}</bdi> {mark}
				</span>
				<span className={classes.detail}>
					{[bytes(file.size), more].filter(Boolean).join(' · ')}
				</span>
				{file.alt ? (
					<span className={classes.detail}>
						<bdi>{file.alt}</bdi>
					</span>
				) : null}
			</span>
		</span>
	);
}

/** Saves a file on the device. */
export function DownloadLink({ file }: { file: ShownFile }) {
	const { t } = useLingui();
	const { name } = file;
	return (
		<a
			className={classes.get}
			href={at(file.url)}
			download={name}
			aria-label={t`Download “${name}”`}
			title={t`Download “${name}”`}
		>
			<Download size={18} aria-hidden />
		</a>
	);
}
