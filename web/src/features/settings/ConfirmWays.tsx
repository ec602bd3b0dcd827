import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import {
	BeginPasskeyConfirmationDocument,
	ConfirmCodeDocument,
	ConfirmPasskeyDocument,
	ConfirmPasswordDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { Form, Row, TextField } from '@/ui/Field';
import { ProblemList } from './ProblemList';
import { askPasskey, stopped } from './passkey';
import { useProblems } from './useProblems';

/** Confirms the session with the password. */
export function ConfirmPassword({ onDone }: { onDone: () => void }) {
	const { t } = useLingui();
	const problems = useProblems('password');
	const [password, setPassword] = useState('');
	const [busy, setBusy] = useState(false);
	const submit = async () => {
		setBusy(true);
		try {
			const answer = await request(ConfirmPasswordDocument, { input: { password } });
			if (problems.take(answer.confirmPassword.errors)) onDone();
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Form onSubmit={() => void submit()}>
			<TextField
				label={t`Password`}
				type="password"
				autoComplete="current-password"
				autoFocus
				value={password}
				problem={problems.of('password')}
				onChange={(event) => setPassword(event.target.value)}
			/>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" loading={busy} disabled={password === ''}>
					<Trans>Confirm</Trans>
				</Button>
			</Row>
		</Form>
	);
}

/** Confirms the session with a code of the authenticator app. */
export function ConfirmCode({ onDone }: { onDone: () => void }) {
	const { t } = useLingui();
	const problems = useProblems('code');
	const [code, setCode] = useState('');
	const [busy, setBusy] = useState(false);
	const submit = async () => {
		setBusy(true);
		try {
			const answer = await request(ConfirmCodeDocument, { input: { code } });
			if (problems.take(answer.confirmCode.errors)) onDone();
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Form onSubmit={() => void submit()}>
			<TextField
				label={t`Code of your authenticator app`}
				inputMode="numeric"
				autoComplete="one-time-code"
				dir="ltr"
				value={code}
				problem={problems.of('code')}
				onChange={(event) => setCode(event.target.value)}
			/>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" variant="default" loading={busy} disabled={code.trim() === ''}>
					<Trans>Confirm with the code</Trans>
				</Button>
			</Row>
		</Form>
	);
}

/** Confirms the session with a passkey. */
export function ConfirmPasskey({ onDone }: { onDone: () => void }) {
	const problems = useProblems();
	const [busy, setBusy] = useState(false);
	const ask = async () => {
		setBusy(true);
		try {
			const begun = (await request(BeginPasskeyConfirmationDocument, {})).beginPasskeyConfirmation;
			if (!problems.take(begun.errors) || !begun.options) return;
			const credential = await askPasskey(begun.options);
			const answer = await request(ConfirmPasskeyDocument, { input: { credential } });
			if (problems.take(answer.confirmPasskey.errors)) onDone();
		} catch (error) {
			if (!stopped(error)) problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<>
			<Row>
				<Button
					variant="default"
					loading={busy}
					leftSection={<KeyRound size={16} aria-hidden />}
					onClick={() => void ask()}
				>
					<Trans>Confirm with a passkey</Trans>
				</Button>
			</Row>
			<ProblemList problems={problems} />
		</>
	);
}
