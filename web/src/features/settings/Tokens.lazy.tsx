import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import {
	CreateTokenDocument,
	RevokeTokenDocument,
	RotateTokenDocument,
	type Scope,
	TokensDocument,
	type TokensQuery,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { CheckField, Form, Pair, Row, SelectField, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { ProblemList } from './ProblemList';
import { SettingsPage } from './SettingsPage';
import { useProblems } from './useProblems';
import { useStepUp } from './useStepUp';

export const Route = createLazyRoute('/shell/settings/tokens')({ component: TokensPage });

type Token = NonNullable<TokensQuery['viewer']>['tokens'][number];

function useScopeNames(): Record<Scope, string> {
	const { t } = useLingui();
	return {
		READ: t`Read everything you can read`,
		ENTRIES_WRITE: t`Write, edit and delete entries`,
		PROFILE_WRITE: t`Change the profile and settings`,
		ADMIN: t`Administer the instance`,
	};
}

function TokensPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const query = useQuery(gqlQuery(TokensDocument, {}));
	const tokens = query.data?.viewer?.tokens;
	const refresh = () => void client.invalidateQueries({ queryKey: ['Tokens'] });
	return (
		<SettingsPage
			title={t`Tokens`}
			lead={t`For the command line, scripts and tools. Give each its own, with no more than it needs.`}
		>
			<Card title={t`New token`}>
				<NewToken onCreated={refresh} />
			</Card>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={160} radius="lg" /> : null}
			{tokens ? (
				<Card title={t`Your tokens`}>
					{tokens.length === 0 ? (
						<EmptyState title={t`No tokens yet`}>
							<Trans>With one you can log from the terminal, without opening a browser.</Trans>
						</EmptyState>
					) : (
						<RowList label={t`Your tokens`}>
							{tokens.map((token) => (
								<TokenRow key={token.id} token={token} onRevoked={refresh} />
							))}
						</RowList>
					)}
				</Card>
			) : null}
		</SettingsPage>
	);
}

function TokenRow({ token, onRevoked }: { token: Token; onRevoked: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const scopes = useScopeNames();
	const problems = useProblems();
	const instant = (at: string) =>
		formatInstant(at, locale, viewer.timeZone, { dateStyle: 'medium' });
	const used = token.lastUsedAt
		? [t`last used ${instant(token.lastUsedAt)}`, token.lastClient, token.lastNetwork]
				.filter((word) => word !== '')
				.join(', ')
		: t`never used`;
	const ends = token.expiresAt ? t`ends ${instant(token.expiresAt)}` : t`never ends`;
	const [rotating, setRotating] = useState(false);
	const soon = endsSoon(token.expiresAt);
	const revoke = async () => {
		try {
			const answer = await request(RevokeTokenDocument, { id: token.id });
			if (problems.take(answer.revokeToken.errors)) onRevoked();
		} catch (error) {
			problems.takeThrown(error);
		}
	};
	return (
		<RowItem
			title={token.name}
			mark={
				<>
					<code dir="ltr">{token.prefix}…</code>{' '}
					{soon ? <Sign tone="warn">{t`ends soon`}</Sign> : null}
				</>
			}
			detail={
				<>
					{token.scopes.map((scope) => scopes[scope]).join(' · ')}
					<br />
					{used} · {ends}
					{token.oldSecretUntil && !past(token.oldSecretUntil) ? (
						<>
							<br />
							<Trans>
								The old secret works until{' '}
								{formatInstant(token.oldSecretUntil, locale, viewer.timeZone)}
							</Trans>
						</>
					) : null}
					<ProblemList problems={problems} />
				</>
			}
		>
			<Button variant="default" size="xs" onClick={() => setRotating(true)}>
				<Trans>New secret</Trans>
			</Button>
			<Dialog
				open={rotating}
				onClose={() => setRotating(false)}
				title={t`A new secret for “${token.name}”`}
				size="sm"
			>
				<RotateToken token={token} onRotated={onRevoked} />
			</Dialog>
			<Button variant="default" size="xs" onClick={() => void revoke()}>
				<Trans>Revoke</Trans>
			</Button>
		</RowItem>
	);
}

/** True for what ends within a week from now. */
function endsSoon(at: string | null | undefined): boolean {
	return at != null && new Date(at).getTime() - Date.now() < 7 * 24 * 60 * 60 * 1000;
}

function past(at: string): boolean {
	return new Date(at).getTime() <= Date.now();
}

function RotateToken({ token, onRotated }: { token: Token; onRotated: () => void }) {
	const { t } = useLingui();
	const problems = useProblems('graceHours');
	const stepUp = useStepUp();
	const [grace, setGrace] = useState('24');
	const [secret, setSecret] = useState<string>();
	const [busy, setBusy] = useState(false);
	const submit = async () => {
		setBusy(true);
		try {
			const answer = await stepUp.run(() =>
				request(RotateTokenDocument, { input: { id: token.id, graceHours: Number(grace) } }),
			);
			if (!answer || !problems.take(answer.rotateToken.errors)) return;
			setSecret(answer.rotateToken.secret ?? undefined);
			onRotated();
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	if (secret) {
		return (
			<Note tone="good">
				<p>
					<Trans>Copy it now: it is not shown again.</Trans>
				</p>
				<CopyBox label={t`The new secret`} text={secret} />
			</Note>
		);
	}
	return (
		<Form onSubmit={() => void submit()}>
			<p>
				<Trans>
					Name and rights stay, and its life starts anew. Until everything that uses it has the new
					secret, the old one can go on working.
				</Trans>
			</p>
			<SelectField
				label={t`The old secret ends`}
				value={grace}
				problem={problems.of('graceHours')}
				onChange={(event) => setGrace(event.target.value)}
			>
				<option value="0">{t`at once`}</option>
				<option value="1">{t`in an hour`}</option>
				<option value="24">{t`in a day`}</option>
				<option value="168">{t`in a week`}</option>
			</SelectField>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" loading={busy}>
					<Trans>Make a new secret</Trans>
				</Button>
			</Row>
			{stepUp.dialog}
		</Form>
	);
}

function NewToken({ onCreated }: { onCreated: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const names = useScopeNames();
	const problems = useProblems('name', 'scopes', 'expiresInDays');
	const stepUp = useStepUp();
	const [name, setName] = useState('');
	const [scopes, setScopes] = useState<Scope[]>(['READ', 'ENTRIES_WRITE']);
	const [expires, setExpires] = useState('90');
	const [secret, setSecret] = useState<string>();
	const [busy, setBusy] = useState(false);
	const offered = (Object.keys(names) as Scope[]).filter(
		(scope) => scope !== 'ADMIN' || viewer.role === 'ADMIN',
	);

	const submit = async () => {
		setBusy(true);
		setSecret(undefined);
		try {
			const answer = await stepUp.run(() =>
				request(CreateTokenDocument, {
					input: { name, scopes, expiresInDays: expires === '' ? null : Number(expires) },
				}),
			);
			if (!answer || !problems.take(answer.createToken.errors)) return;
			setSecret(answer.createToken.secret ?? undefined);
			setName('');
			onCreated();
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
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
				<Button type="submit" loading={busy} disabled={name.trim() === '' || scopes.length === 0}>
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
			{stepUp.dialog}
		</Form>
	);
}
