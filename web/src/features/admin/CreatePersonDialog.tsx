import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import { AdminCreatePersonDocument, type Role } from '@/gql/graphql';
import { request } from '@/lib/client';
import { CopyBox } from '@/ui/CopyBox';
import { Dialog } from '@/ui/Dialog';
import { Form, Row, SelectField, TextField } from '@/ui/Field';
import { useRoleNames } from './names';

interface CreatePersonDialogProps {
	open: boolean;
	onClose: () => void;
	onCreated: () => void;
}

/** Makes an account for somebody; the link to set a password is handed out by the administrator. */
export function CreatePersonDialog({ open, onClose, onCreated }: CreatePersonDialogProps) {
	const { t } = useLingui();
	return (
		<Dialog open={open} onClose={onClose} title={t`New account`}>
			<CreateForm onCreated={onCreated} />
		</Dialog>
	);
}

function CreateForm({ onCreated }: { onCreated: () => void }) {
	const { t } = useLingui();
	const roles = useRoleNames();
	const act = useAct('email', 'handle', 'displayName', 'role');
	const [input, setInput] = useState({
		email: '',
		handle: '',
		displayName: '',
		role: 'MEMBER' as Role,
	});
	const [link, setLink] = useState<string>();
	const set = (change: Partial<typeof input>) => setInput((now) => ({ ...now, ...change }));

	const submit = async () => {
		const answer = await act.run(
			async () => (await request(AdminCreatePersonDocument, { input })).adminCreateUser,
		);
		if (!answer) return;
		setLink(answer.link ?? '');
		onCreated();
	};

	if (link !== undefined) {
		return (
			<>
				<p>
					<Trans>
						The account is there. Give this link to the person: it works once, and lets them choose
						a password.
					</Trans>
				</p>
				<CopyBox label={t`One-time link`} text={link} />
			</>
		);
	}
	return (
		<Form onSubmit={() => void submit()}>
			<TextField
				label={t`Name`}
				value={input.displayName}
				problem={act.problems.of('displayName')}
				onChange={(event) => set({ displayName: event.target.value })}
			/>
			<TextField
				label={t`Handle`}
				dir="ltr"
				autoCapitalize="none"
				value={input.handle}
				problem={act.problems.of('handle')}
				onChange={(event) => set({ handle: event.target.value })}
			/>
			<TextField
				label={t`Mail address`}
				type="email"
				dir="ltr"
				value={input.email}
				problem={act.problems.of('email')}
				onChange={(event) => set({ email: event.target.value })}
			/>
			<SelectField
				label={t`Role`}
				value={input.role}
				problem={act.problems.of('role')}
				onChange={(event) => set({ role: event.target.value as Role })}
			>
				{Object.entries(roles).map(([value, name]) => (
					<option key={value} value={value}>
						{name}
					</option>
				))}
			</SelectField>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" loading={act.busy}>
					<Trans>Create the account</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Form>
	);
}
