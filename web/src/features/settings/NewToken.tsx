import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { CreateTokenDocument, type Scope } from '@/gql/graphql';
import { request } from '@/lib/client';
import { useViewer } from '@/lib/viewer';
import { CopyBox } from '@/ui/CopyBox';
import { CheckField, Form, Pair, Row, SelectField, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { ProblemList } from './ProblemList';
import { useAct } from './useAct';
import { useScopeNames } from './useScopeNames';

/** Makes a token; its secret is shown once. */
export function NewToken({ onCreated }: { onCreated: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const names = useScopeNames();
	const act = useAct('name', 'scopes', 'expiresInDays');
	const { problems } = act;
	const [name, setName] = useState('');
	const [scopes, setScopes] = useState<Scope[]>(['READ', 'ENTRIES_WRITE']);
	const [expires, setExpires] = useState('90');
	const [secret, setSecret] = useState<string>();
	const offered = (Object.keys(names) as Scope[]).filter(
		(scope) => scope !== 'ADMIN' || viewer.role === 'ADMIN',
	);

	const submit = async () => {
		setSecret(undefined);
		const input = { name, scopes, expiresInDays: expires === '' ? null : Number(expires) };
		const answer = await act.run(
			async () => (await request(CreateTokenDocument, { input })).createToken,
		);
		if (!answer) return;
		setSecret(answer.secret ?? undefined);
		setName('');
		onCreated();
	};

	return (
		<Form onSubmit={() => void submit()}>
			<Pair>
				<TextField
					label={t`Name`}
					hint={t`What it is for: “laptop”, “build server”.`}
					value={name}
					problem={problems.of('name')}
					onChange={(event) => setName(event.target.value)}
				/>
				<SelectField
					label={t`Ends after`}
					value={expires}
					problem={problems.of('expiresInDays')}
					onChange={(event) => setExpires(event.target.value)}
				>
					<option value="7">{t`a week`}</option>
					<option value="30">{t`30 days`}</option>
					<option value="90">{t`90 days`}</option>
					<option value="365">{t`a year`}</option>
					<option value="">{t`never`}</option>
				</SelectField>
			</Pair>
			<fieldset className="plain">
				<legend>
					<Trans>It may</Trans>
				</legend>
				{offered.map((scope) => (
					<CheckField
						key={scope}
						label={names[scope]}
						checked={scopes.includes(scope)}
						onChange={(event) =>
							setScopes(
								event.target.checked ? [...scopes, scope] : scopes.filter((s) => s !== scope),
							)
						}
					/>
				))}
				{problems.of('scopes') ? <Note tone="bad">{problems.of('scopes')}</Note> : null}
			</fieldset>
			<ProblemList problems={problems} />
			<Row>
				<Button
					type="submit"
					loading={act.busy}
					disabled={name.trim() === '' || scopes.length === 0}
				>
					<Trans>Create the token</Trans>
				</Button>
			</Row>
			{secret ? (
				<Note tone="good">
					<p>
						<Trans>Copy it now: it is not shown again.</Trans>
					</p>
					<CopyBox label={t`The new token`} text={secret} />
				</Note>
			) : null}
			{act.dialog}
		</Form>
	);
}
