import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { ConfirmPasswordDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { ApiError } from '@/lib/errors';
import { Dialog } from '@/ui/Dialog';
import { Form, Row, TextField } from '@/ui/Field';
import { ProblemList } from './ProblemList';
import { ProviderConfirm } from './ProviderConfirm';
import { useProblems } from './useProblems';

interface StepUp {
	/**
	 * Does something sensitive. When the server wants the password confirmed first, a dialog asks for it and the act is
	 * repeated. Gives undefined when the person closed the dialog.
	 */
	run: <T>(act: () => Promise<T>) => Promise<T | undefined>;
	/** The dialog; put it somewhere in the page. */
	dialog: ReactNode;
}

/** Asks for the password where an act is sensitive and it was not typed lately. */
export function useStepUp(): StepUp {
	const [open, setOpen] = useState(false);
	const decide = useRef<(confirmed: boolean) => void>(() => {});

	const confirm = () =>
		new Promise<boolean>((resolve) => {
			decide.current = (confirmed) => {
				setOpen(false);
				resolve(confirmed);
			};
			setOpen(true);
		});

	return {
		run: async (act) => {
			try {
				return await act();
			} catch (error) {
				if (!(error instanceof ApiError && error.code === 'identity.confirm_password')) throw error;
				return (await confirm()) ? await act() : undefined;
			}
		},
		// Outside of the form that asked for it: a form within a form would send both.
		dialog: createPortal(
			<ConfirmDialog
				open={open}
				onDone={() => decide.current(true)}
				onClose={() => decide.current(false)}
			/>,
			document.body,
		),
	};
}

function ConfirmDialog({
	open,
	onDone,
	onClose,
}: {
	open: boolean;
	onDone: () => void;
	onClose: () => void;
}) {
	const { t } = useLingui();
	return (
		<Dialog open={open} onClose={onClose} title={t`Is it you?`} size="sm">
			<ConfirmForm onDone={onDone} />
		</Dialog>
	);
}

function ConfirmForm({ onDone }: { onDone: () => void }) {
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
			<p>
				<Trans>
					This changes who can get into the account. Type your password; it then holds for ten
					minutes.
				</Trans>
			</p>
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
			<ProviderConfirm />
		</Form>
	);
}
