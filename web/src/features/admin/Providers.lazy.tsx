import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	AdminProvidersDocument,
	AdminProvidersOnlyDocument,
	AdminRemoveProviderDocument,
	AdminTestProviderDocument,
	type AdminTestProviderMutation,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Row, Stack } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { showToast } from '@/ui/toasts';
import { AdminPage } from './AdminPage';
import { type Provider, ProviderDialog } from './ProviderDialog';

export const Route = createLazyRoute('/shell/admin/providers')({ component: ProvidersPage });

function ProvidersPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const query = useQuery(gqlQuery(AdminProvidersDocument, {}));
	const providers = query.data?.adminProviders;
	const [adding, setAdding] = useState(false);
	const refresh = () => void client.invalidateQueries({ queryKey: ['AdminProviders'] });
	const add = (
		<Button data-add onClick={() => setAdding(true)}>
			<Trans>Add a provider</Trans>
		</Button>
	);
	return (
		<AdminPage
			title={t`Sign-in providers`}
			lead={t`People sign in with a login they already have: GitHub, or whatever speaks OpenID Connect.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={200} radius="lg" /> : null}
			{providers ? (
				<Card title={t`Providers`}>
					{providers.length === 0 ? (
						<EmptyState title={t`No providers yet`} action={add}>
							<Trans>
								GitHub, Keycloak, GitLab, Google and others: register this instance there, then add
								it here with the client id and secret.
							</Trans>
						</EmptyState>
					) : (
						<Stack>
							<RowList label={t`Providers`}>
								{providers.map((provider) => (
									<ProviderRow key={provider.id} provider={provider} onChanged={refresh} />
								))}
							</RowList>
							<Row>{add}</Row>
						</Stack>
					)}
				</Card>
			) : null}
			{query.data && providers && providers.length > 0 ? (
				<PasswordsCard off={query.data.adminSettings.providerOnly} onChanged={refresh} />
			) : null}
			<ProviderDialog open={adding} onClose={() => setAdding(false)} onSaved={refresh} />
		</AdminPage>
	);
}

function ProviderRow({ provider, onChanged }: { provider: Provider; onChanged: () => void }) {
	const { t } = useLingui();
	const act = useAct();
	const [dialog, setDialog] = useState<'change' | 'remove'>();
	const [test, setTest] = useState<AdminTestProviderMutation['adminTestProvider']>();
	const { id, name } = provider;
	const tryOut = async () => {
		const answer = await act.run(async () => ({
			errors: [],
			...(await request(AdminTestProviderDocument, { id })),
		}));
		if (answer) setTest(answer.adminTestProvider);
	};
	const remove = async () => {
		const answer = await act.run(
			async () => (await request(AdminRemoveProviderDocument, { id })).adminRemoveProvider,
		);
		setDialog(undefined);
		if (!answer) return;
		showToast({ tone: 'good', message: t`${name} is removed.` });
		onChanged();
	};
	return (
		<RowItem
			title={name}
			mark={
				<>
					{provider.enabled ? <Sign>{t`on`}</Sign> : <Sign tone="warn">{t`off`}</Sign>}
					{provider.declared ? (
						<>
							{' '}
							<Sign>{t`from the configuration`}</Sign>
						</>
					) : null}
				</>
			}
			detail={
				<>
					<bdi dir="ltr">{provider.issuer}</bdi>
					<br />
					<Plural value={provider.linkCount} one="# person linked" other="# people linked" />
					{provider.declared ? (
						<>
							<br />
							<Trans>Changed in the file of TAMATAR_OIDC_FILE alone.</Trans>
						</>
					) : null}
					<CopyBox label={t`Redirect address`} text={provider.callbackUrl} />
					{test ? <TestNote test={test} /> : null}
					<ProblemList problems={act.problems} />
				</>
			}
		>
			<Button
				variant="default"
				size="xs"
				loading={act.busy}
				aria-label={t`Test ${name}`}
				onClick={() => void tryOut()}
			>
				<Trans>Test</Trans>
			</Button>
			{provider.declared ? null : (
				<>
					<Button
						variant="default"
						size="xs"
						aria-label={t`Change ${name}`}
						onClick={() => setDialog('change')}
					>
						<Trans>Change</Trans>
					</Button>
					<Button
						variant="default"
						size="xs"
						aria-label={t`Remove ${name}`}
						onClick={() => setDialog('remove')}
					>
						<Trans>Remove</Trans>
					</Button>
				</>
			)}
			<ProviderDialog
				open={dialog === 'change'}
				provider={provider}
				onClose={() => setDialog(undefined)}
				onSaved={onChanged}
			/>
			<Dialog
				open={dialog === 'remove'}
				onClose={() => setDialog(undefined)}
				title={t`Remove ${name}?`}
				size="sm"
			>
				<Stack>
					<p>
						<Trans>
							Every link with it goes. Who has no password needs a link to set one, by mail or from
							you.
						</Trans>
					</p>
					<Row>
						<Button color="red" onClick={() => void remove()}>
							<Trans>Remove the provider</Trans>
						</Button>
					</Row>
				</Stack>
			</Dialog>
			{act.dialog}
		</RowItem>
	);
}

function TestNote({ test }: { test: AdminTestProviderMutation['adminTestProvider'] }) {
	return test.ok ? (
		<Note tone="good">
			<Trans>It answers as it should.</Trans>
		</Note>
	) : (
		<Note tone="bad">
			<p>
				<Trans>It does not answer as it should:</Trans>
			</p>
			<p dir="ltr">{test.problem}</p>
		</Note>
	);
}

function PasswordsCard({ off, onChanged }: { off: boolean; onChanged: () => void }) {
	const { t } = useLingui();
	const act = useAct();
	const turn = async () => {
		const answer = await act.run(
			async () => (await request(AdminProvidersOnlyDocument, { on: !off })).adminUpdateSettings,
		);
		if (answer) onChanged();
	};
	return (
		<Card title={t`Passwords`}>
			<Stack>
				<p>
					{off ? (
						<Trans>
							Passwords are switched off: providers are the only way in. If one fails, run “tamatar
							providers passwords on” on the machine of the instance.
						</Trans>
					) : (
						<Trans>
							People may sign in with passwords as well. Switch them off once your own account is
							linked with a provider; sessions and tokens go on.
						</Trans>
					)}
				</p>
				<ProblemList problems={act.problems} />
				<Row>
					<Button variant="default" loading={act.busy} onClick={() => void turn()}>
						{off ? <Trans>Allow passwords again</Trans> : <Trans>Allow providers alone</Trans>}
					</Button>
				</Row>
				{act.dialog}
			</Stack>
		</Card>
	);
}
