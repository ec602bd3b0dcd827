import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { ConfirmWaysDocument } from '@/gql/graphql';
import { ApiError } from '@/lib/errors';
import { gqlQuery } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { Stack } from '@/ui/Field';
import { ConfirmCode, ConfirmPasskey, ConfirmPassword } from './ConfirmWays';
import { ProviderConfirm } from './ProviderConfirm';
import { passkeysPossible } from './passkey';

interface StepUp {
	/**
	 * Does something sensitive. When the server wants to know first that it is them, a dialog asks and the act is
	 * repeated. Gives undefined when the person closed the dialog.
	 */
	run: <T>(act: () => Promise<T>) => Promise<T | undefined>;
	/** The dialog; put it somewhere in the page. */
	dialog: ReactNode;
}

/** Asks for the password, a passkey or a code where an act is sensitive and none was given lately. */
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
	const query = useQuery(gqlQuery(ConfirmWaysDocument, {}));
	// While it is not known, the password is: nearly everybody has one.
	const ways = query.data?.viewer?.security.confirmBy ?? ['PASSWORD'];
	return (
		<Stack>
			<p>
				<Trans>
					This changes who can get into the account. Show that it is you; it then holds for ten
					minutes.
				</Trans>
			</p>
			{ways.includes('PASSWORD') ? <ConfirmPassword onDone={onDone} /> : null}
			{ways.includes('PASSKEY') && passkeysPossible() ? <ConfirmPasskey onDone={onDone} /> : null}
			{ways.includes('TOTP') ? <ConfirmCode onDone={onDone} /> : null}
			<ProviderConfirm alone={ways.length === 0} />
		</Stack>
	);
}
