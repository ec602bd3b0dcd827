import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Row, TextField } from '@/ui/Field';
import classes from './UploadList.module.css';
import type { Upload, Uploads } from './useUploads';

/** What became of files that were put into a text: on their way, refused, or without a description. */
export function UploadList({ uploads }: { uploads: Uploads }) {
	const { t } = useLingui();
	if (uploads.list.length === 0) return null;
	return (
		<ul className={classes.list} aria-label={t`Files for this text`}>
			{uploads.list.map((upload) => (
				<li key={upload.key} className={classes.item} data-state={upload.state}>
					<UploadItem upload={upload} uploads={uploads} />
				</li>
			))}
		</ul>
	);
}

function UploadItem({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
	const { name } = upload;
	if (upload.state === 'describe') return <Describe upload={upload} uploads={uploads} />;
	if (upload.state === 'sending') {
		return (
			<span role="status">
				<Trans>Sending “{name}”…</Trans>
			</span>
		);
	}
	return (
		<>
			<p role="alert" className={classes.problem}>
				<strong>{name}</strong> {upload.problem}
			</p>
			<Row>
				<Button type="button" size="xs" variant="default" onClick={() => uploads.retry(upload.key)}>
					<Trans>Try again</Trans>
				</Button>
				<Button
					type="button"
					size="xs"
					variant="subtle"
					color="gray"
					onClick={() => uploads.dismiss(upload.key)}
				>
					<Trans>Leave it out</Trans>
				</Button>
			</Row>
		</>
	);
}

/** Asks what a picture shows, for people who cannot see it. */
function Describe({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
	const { t } = useLingui();
	const [alt, setAlt] = useState('');
	const [problem, setProblem] = useState<string>();
	const [busy, setBusy] = useState(false);
	const save = async () => {
		if (alt.trim() === '' || busy) return;
		setBusy(true);
		setProblem(await uploads.describe(upload, alt));
		setBusy(false);
	};
	return (
		<>
			<TextField
				label={t`What does “${upload.name}” show?`}
				hint={t`For people who cannot see it, and for the search.`}
				problem={problem}
				value={alt}
				maxLength={500}
				autoComplete="off"
				onChange={(event) => setAlt(event.target.value)}
				onKeyDown={(event) => {
					if (event.key !== 'Enter') return;
					event.preventDefault();
					event.stopPropagation();
					void save();
				}}
			/>
			<Row>
				<Button
					type="button"
					size="xs"
					loading={busy}
					disabled={alt.trim() === ''}
					onClick={() => void save()}
				>
					<Trans>Describe it</Trans>
				</Button>
				<Button
					type="button"
					size="xs"
					variant="subtle"
					color="gray"
					onClick={() => uploads.dismiss(upload.key)}
				>
					<Trans>It is decoration</Trans>
				</Button>
			</Row>
		</>
	);
}
