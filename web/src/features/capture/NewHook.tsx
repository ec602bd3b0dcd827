import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { kinds, useKindNames } from '@/features/journal/public';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	CreateCaptureHookDocument,
	type CreateCaptureHookMutation,
	type Kind,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { CopyBox } from '@/ui/CopyBox';
import { CheckField, Form, Pair, Row, SelectField, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { useCaptureChanged } from './useCaptured';

/** Makes a webhook; its address is shown once, with lines that use it. */
export function NewHook() {
	const { t } = useLingui();
	const names = useKindNames();
	const changed = useCaptureChanged();
	const act = useAct('name', 'kind', 'tags');
	const [name, setName] = useState('');
	const [kind, setKind] = useState<Kind>('NOTE');
	const [tags, setTags] = useState('');
	const [signed, setSigned] = useState(false);
	const [made, setMade] = useState<CreateCaptureHookMutation['createCaptureHook']>();
	const submit = async () => {
		setMade(undefined);
		const list = tags.split(/[\s,]+/).filter((tag) => tag !== '');
		const input = { name: name.trim(), kind, tags: list, signed };
		const answer = await act.run(
			async () => (await request(CreateCaptureHookDocument, { input })).createCaptureHook,
		);
		if (!answer) return;
		setMade(answer);
		setName('');
		setTags('');
		changed();
	};
	return (
		<Form label={t`New webhook`} onSubmit={() => void submit()}>
			<Pair>
				<TextField
					label={t`Name`}
					hint={t`What writes there: “build server”, “phone”.`}
					value={name}
					maxLength={60}
					problem={act.problems.of('name')}
					onChange={(event) => setName(event.target.value)}
				/>
				<SelectField
					label={t`Kind`}
					value={kind}
					problem={act.problems.of('kind')}
					onChange={(event) => setKind(event.target.value as Kind)}
				>
					{kinds.map((one) => (
						<option key={one} value={one}>
							{names[one]}
						</option>
					))}
				</SelectField>
			</Pair>
			<TextField
				label={t`Tags`}
				hint={t`Optional, with spaces between. Every entry gets them.`}
				value={tags}
				autoComplete="off"
				spellCheck={false}
				problem={act.problems.of('tags')}
				onChange={(event) => setTags(event.target.value)}
			/>
			<CheckField
				label={t`Take signed requests only`}
				hint={t`For senders that speak Standard Webhooks.`}
				checked={signed}
				onChange={(event) => setSigned(event.target.checked)}
			/>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" loading={act.busy} disabled={name.trim() === ''}>
					<Trans>Make the webhook</Trans>
				</Button>
			</Row>
			{made?.url ? <Made url={made.url} signingKey={made.signingKey} /> : null}
			{act.dialog}
		</Form>
	);
}

/** What is shown this once. */
function Made({ url, signingKey }: { url: string; signingKey: string | null }) {
	const { t } = useLingui();
	return (
		<Note tone="good">
			<p>
				<Trans>Copy the address now: it is not shown again. Whoever has it can write here.</Trans>
			</p>
			<CopyBox label={t`Address of the webhook`} text={url} />
			{signingKey ? (
				<CopyBox label={t`Key of signatures`} text={signingKey} />
			) : (
				<>
					<p>
						<Trans>From a terminal:</Trans>
					</p>
					<CopyBox
						label={t`A line for the terminal`}
						text={`curl --data-binary "Deployed #ops" ${url}`}
					/>
					<p>
						<Trans>In a repository, as the file .git/hooks/post-commit that may be run:</Trans>
					</p>
					<CopyBox label={t`A hook for git`} text={gitHook(url)} />
				</>
			)}
		</Note>
	);
}

function gitHook(url: string): string {
	return `#!/bin/sh\ngit log -1 --format=%B | curl -fsS -o /dev/null -H 'Content-Type: text/plain' -H "Idempotency-Key: $(git rev-parse HEAD)" --data-binary @- ${url} &`;
}
