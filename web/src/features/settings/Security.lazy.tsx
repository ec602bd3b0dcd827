import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import {
	CancelEmailChangeDocument,
	ChangeEmailDocument,
	ChangePasswordDocument,
	ProfileDocument,
	SecurityDocument,
	type SecurityFactsFragment,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { useInstance } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Form, Row, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { showToast } from '@/ui/toasts';
import { PasskeysCard } from './PasskeysCard';
import { ProblemList } from './ProblemList';
import { FreshCodes, RecoveryCard } from './RecoveryCodes';
import classes from './Security.module.css';
import { SettingsPage } from './SettingsPage';
import { TotpCard } from './TotpCard';
import { useProblems } from './useProblems';
import { useStepUp } from './useStepUp';

export const Route = createLazyRoute('/shell/settings/security')({ component: SecurityPage });

function SecurityPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const query = useQuery(gqlQuery(SecurityDocument, {}));
	const security = query.data?.viewer?.security;
	const stepUp = useStepUp();
	const [codes, setCodes] = useState<readonly string[]>();
	const refresh = () =>
		void Promise.all(
			['Security', 'ConfirmWays'].map((key) => client.invalidateQueries({ queryKey: [key] })),
		);
	const show = (fresh: readonly string[]) => {
		setCodes(fresh);
		refresh();
	};
	return (
		<SettingsPage title={t`Security`}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={220} radius="lg" /> : null}
			{security ? (
				<>
					<NowCard security={security} />
					<PasskeysCard security={security} stepUp={stepUp} onChanged={refresh} onCodes={show} />
					<TotpCard security={security} stepUp={stepUp} onChanged={refresh} onCodes={show} />
					<RecoveryCard security={security} stepUp={stepUp} onCodes={show} />
				</>
			) : null}
			<Card title={t`Password`}>
				<PasswordForm least={security?.passwordMin ?? 12} />
			</Card>
			<Card title={t`Mail address`}>
				<EmailForm />
			</Card>
			{stepUp.dialog}
			<FreshCodes codes={codes} onClose={() => setCodes(undefined)} />
		</SettingsPage>
	);
}

/** What signs the person in now, in one sentence. */
function NowCard({ security }: { security: SecurityFactsFragment }) {
	const { t } = useLingui();
	const strong = security.secondFactor;
	const Icon = strong ? ShieldCheck : ShieldAlert;
	return (
		<Card title={t`What signs you in now`}>
			<div className={classes.state}>
				<span className={classes.shield} data-strong={strong}>
					<Icon size={22} aria-hidden />
				</span>
				<p>
					<strong>
						{strong ? (
							<Trans>Your password and a second factor</Trans>
						) : (
							<Trans>Your password alone</Trans>
						)}
					</strong>
					{strong ? (
						<Trans>
							Somebody who learns your password does not get in. A passkey signs you in without it.
						</Trans>
					) : (
						<Trans>
							Whoever learns it gets in. Add a passkey or an authenticator app; it takes a minute.
						</Trans>
					)}
				</p>
			</div>
		</Card>
	);
}

function PasswordForm({ least }: { least: number }) {
	const { t } = useLingui();
	const problems = useProblems('currentPassword', 'newPassword');
	const [currentPassword, setCurrent] = useState('');
	const [newPassword, setNew] = useState('');
	const [busy, setBusy] = useState(false);
	const submit = async () => {
		setBusy(true);
		try {
			const answer = await request(ChangePasswordDocument, {
				input: { currentPassword, newPassword },
			});
			if (!problems.take(answer.changePassword.errors)) return;
			setCurrent('');
			setNew('');
			showToast({
				tone: 'good',
				message: t`The password is changed. Every other session was signed out.`,
			});
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Form onSubmit={() => void submit()}>
			<TextField
				label={t`Current password`}
				type="password"
				autoComplete="current-password"
				value={currentPassword}
				problem={problems.of('currentPassword')}
				onChange={(event) => setCurrent(event.target.value)}
			/>
			<TextField
				label={t`New password`}
				hint={t`${plural(least, { one: 'At least # character.', other: 'At least # characters.' })} A few words in a row are easy to keep in mind.`}
				type="password"
				autoComplete="new-password"
				value={newPassword}
				problem={problems.of('newPassword') ?? problems.of('password')}
				onChange={(event) => setNew(event.target.value)}
			/>
			<ProblemList problems={problems} />
			<Row>
				<Button
					type="submit"
					loading={busy}
					disabled={currentPassword === '' || newPassword === ''}
				>
					<Trans>Change the password</Trans>
				</Button>
			</Row>
		</Form>
	);
}

function EmailForm() {
	const { t } = useLingui();
	const client = useQueryClient();
	const instance = useInstance();
	const query = useQuery(gqlQuery(ProfileDocument, {}));
	const problems = useProblems('email');
	const stepUp = useStepUp();
	const [email, setEmail] = useState('');
	const [busy, setBusy] = useState(false);
	const viewer = query.data?.viewer;
	const refresh = () =>
		Promise.all(['Profile', 'Viewer'].map((key) => client.invalidateQueries({ queryKey: [key] })));

	const attempt = async (act: () => Promise<Parameters<typeof problems.take>[0]>) => {
		setBusy(true);
		try {
			const errors = await stepUp.run(act);
			if (errors && problems.take(errors)) {
				setEmail('');
				await refresh();
			}
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};

	if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
	if (!viewer) return <Skeleton height={120} radius="lg" />;
	const address = viewer.email;
	const pending = viewer.pendingEmail;
	return (
		<Form
			onSubmit={() =>
				void attempt(
					async () => (await request(ChangeEmailDocument, { input: { email } })).changeEmail.errors,
				)
			}
		>
			<p>
				<Trans>
					Your address is <strong dir="ltr">{address}</strong>.
				</Trans>
			</p>
			{pending ? (
				<Note>
					<p>
						<Trans>
							We wait for you to open the link that we mailed to{' '}
							<strong dir="ltr">{pending}</strong>. Until then the old address stays.
						</Trans>
					</p>
					<Button
						variant="default"
						size="xs"
						onClick={() =>
							void attempt(
								async () => (await request(CancelEmailChangeDocument, {})).cancelEmailChange.errors,
							)
						}
					>
						<Trans>Keep the old address</Trans>
					</Button>
				</Note>
			) : null}
			<TextField
				label={t`New address`}
				hint={
					instance?.sendsMail === false
						? t`This instance sends no mail: the new address holds at once.`
						: t`It holds once you have opened the link that we mail there. The old address is told.`
				}
				type="email"
				autoComplete="email"
				dir="ltr"
				value={email}
				problem={problems.of('email')}
				onChange={(event) => setEmail(event.target.value)}
			/>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" variant="default" loading={busy} disabled={email.trim() === ''}>
					<Trans>Change the address</Trans>
				</Button>
			</Row>
			{stepUp.dialog}
		</Form>
	);
}
