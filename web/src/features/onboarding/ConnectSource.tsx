import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import { CreateTokenDocument, type CreateTokenInput, TokensDocument } from '@/gql/graphql';
import { base } from '@/lib/base';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { CopyBox } from '@/ui/CopyBox';
import { Row, Stack } from '@/ui/Field';
import { Note } from '@/ui/Note';
import classes from './Welcome.module.css';

/** How often the page looks whether the source has called, in milliseconds. */
const pause = 3_000;

const hook = `printf '#!/bin/sh\\ntamatar import git . >/dev/null 2>&1 &\\n' > .git/hooks/post-commit && chmod +x .git/hooks/post-commit`;

/** One source that writes drafts: a token for the terminal, and the commands that use it. */
export function ConnectSource({ onDone }: { onDone: () => void }) {
	const { t } = useLingui();
	const heading = useRef<HTMLHeadingElement>(null);
	const act = useAct();
	const [token, setToken] = useState<{ id: string; secret: string }>();
	useEffect(() => heading.current?.focus(), []);
	const make = async () => {
		const input: CreateTokenInput = {
			name: t`My terminal`,
			scopes: ['READ', 'ENTRIES_WRITE'],
			expiresInDays: 90,
		};
		const answer = await act.run(
			async () => (await request(CreateTokenDocument, { input })).createToken,
		);
		if (answer?.token && answer.secret) setToken({ id: answer.token.id, secret: answer.secret });
	};
	return (
		<div className={classes.card}>
			<h1 ref={heading} tabIndex={-1}>
				<Trans>Connect a source</Trans>
			</h1>
			<p className={classes.lead}>
				<Trans>
					Your commits can write the first drafts. Make a token, and run this where your
					repositories are.
				</Trans>
			</p>
			<ProblemList problems={act.problems} />
			{token ? <Commands token={token} onDone={onDone} /> : null}
			{token ? null : (
				<Row>
					<Button size="md" loading={act.busy} onClick={() => void make()}>
						<Trans>Make a token</Trans>
					</Button>
					<Button size="md" variant="default" onClick={onDone}>
						<Trans>Not now</Trans>
					</Button>
				</Row>
			)}
			{act.dialog}
		</div>
	);
}

interface CommandsProps {
	token: { id: string; secret: string };
	onDone: () => void;
}

function Commands({ token, onDone }: CommandsProps) {
	const { t } = useLingui();
	const query = useQuery({ ...gqlQuery(TokensDocument, {}), refetchInterval: pause });
	const own = query.data?.viewer?.tokens.find(({ id }) => id === token.id);
	const connected = own?.lastUsedAt != null;
	const address = `${window.location.origin}${base}`;
	return (
		<Stack>
			<CopyBox
				label={t`Commands that set the address and the token`}
				text={`export TAMATAR_URL=${address} TAMATAR_TOKEN=${token.secret}`}
			/>
			<CopyBox label={t`Command that imports commits`} text="tamatar import git ~/src/project" />
			<p>
				<Trans>Or after each commit, by a hook of the repository:</Trans>
			</p>
			<CopyBox label={t`Command that sets up the hook`} text={hook} />
			<div role="status">
				{connected ? (
					<Note tone="good">
						<Trans>Connected: your terminal has called.</Trans>
					</Note>
				) : (
					<p>
						<Trans>Waiting for the first call. You can go on meanwhile.</Trans>
					</p>
				)}
			</div>
			<Row>
				<Button size="md" onClick={onDone}>
					<Trans>Go on</Trans>
				</Button>
			</Row>
		</Stack>
	);
}
