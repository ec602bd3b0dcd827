import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	AdminApproveDocument,
	type AdminLeavingFragment,
	type AdminPersonFragment,
	AdminReinstateDocument,
	AdminResetFactorsDocument,
	AdminResetLinkDocument,
	AdminSetRoleDocument,
	AdminSignOutDocument,
	AdminSuspendDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import type { UserError } from '@/lib/errors';
import { CopyBox } from '@/ui/CopyBox';
import { Dialog } from '@/ui/Dialog';
import { Form, Row, Stack, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { showToast } from '@/ui/toasts';
import { PersonDeparture } from './PersonDeparture';
import { PersonSpace } from './PersonSpace';

interface PersonDialogProps {
	open: boolean;
	person: AdminPersonFragment;
	departure: AdminLeavingFragment | undefined;
	onClose: () => void;
	onChanged: () => void;
}

/** Everything an administrator can do with one account. Each act is in the audit log, and the person can read it there. */
export function PersonDialog({ open, person, departure, onClose, onChanged }: PersonDialogProps) {
	return (
		<Dialog open={open} onClose={onClose} title={person.displayName}>
			<Acts person={person} departure={departure} onClose={onClose} onChanged={onChanged} />
		</Dialog>
	);
}

function Acts({ person, departure, onClose, onChanged }: Omit<PersonDialogProps, 'open'>) {
	const { t } = useLingui();
	const act = useAct('reason');
	const [link, setLink] = useState<string>();
	const id = person.id;
	const name = person.displayName;

	const done = (message: string) => {
		showToast({ tone: 'good', message });
		onChanged();
		onClose();
	};
	const makeLink = async () => {
		const answer = await act.run(
			async () => (await request(AdminResetLinkDocument, { id })).adminCreateResetLink,
		);
		if (answer?.url) setLink(answer.url);
	};
	/** Does one act and says so. */
	const does = async (
		ask: () => Promise<{ errors: readonly UserError[] }>,
		said: string,
	): Promise<void> => {
		if (await act.run(ask)) done(said);
	};
	const approve = () =>
		does(
			async () => (await request(AdminApproveDocument, { id })).adminApproveUser,
			t`${name} is approved.`,
		);
	const setRole = () => {
		const role = person.role === 'ADMIN' ? 'MEMBER' : 'ADMIN';
		return does(
			async () => (await request(AdminSetRoleDocument, { id, role })).adminSetRole,
			t`The role of ${name} is changed.`,
		);
	};
	const signOut = () =>
		does(
			async () => (await request(AdminSignOutDocument, { id })).adminSignOutUser,
			t`${name} is signed out everywhere.`,
		);
	const resetFactors = () =>
		does(
			async () => (await request(AdminResetFactorsDocument, { id })).adminResetFactors,
			t`${name} signs in with the password alone now, and was told so.`,
		);
	const reinstate = () =>
		does(
			async () => (await request(AdminReinstateDocument, { id })).adminReinstateUser,
			t`The suspension of ${name} is lifted.`,
		);

	return (
		<Stack>
			<ProblemList problems={act.problems} />
			<Row>
				{person.status === 'PENDING' ? (
					<Button loading={act.busy} onClick={() => void approve()}>
						<Trans>Approve</Trans>
					</Button>
				) : null}
				{person.status === 'SUSPENDED' ? (
					<Button loading={act.busy} onClick={() => void reinstate()}>
						<Trans>Lift the suspension</Trans>
					</Button>
				) : null}
				<Button variant="default" disabled={act.busy} onClick={() => void makeLink()}>
					<Trans>Make a reset link</Trans>
				</Button>
				<Button variant="default" disabled={act.busy} onClick={() => void signOut()}>
					<Trans>Sign out everywhere</Trans>
				</Button>
				{person.factorCount > 0 ? (
					<Button variant="default" disabled={act.busy} onClick={() => void resetFactors()}>
						<Trans>Take the second factors away</Trans>
					</Button>
				) : null}
				<Button variant="default" disabled={act.busy} onClick={() => void setRole()}>
					{person.role === 'ADMIN' ? (
						<Trans>Make a member</Trans>
					) : (
						<Trans>Make an administrator</Trans>
					)}
				</Button>
			</Row>
			{link ? (
				<Note tone="good">
					<p>
						<Trans>Give this link to {name}. It works once, and is not shown again.</Trans>
					</p>
					<CopyBox label={t`One-time link`} text={link} />
				</Note>
			) : null}
			{person.status === 'ACTIVE' ? (
				<SuspendForm id={id} onDone={() => done(t`${name} is suspended.`)} />
			) : null}
			<PersonSpace
				id={id}
				onDone={() => showToast({ tone: 'good', message: t`The space of ${name} is set.` })}
			/>
			<PersonDeparture person={person} departure={departure} onDone={done} />
			{act.dialog}
		</Stack>
	);
}

function SuspendForm({ id, onDone }: { id: string; onDone: () => void }) {
	const { t } = useLingui();
	const act = useAct('reason');
	const [reason, setReason] = useState('');
	const submit = async () => {
		if (
			await act.run(
				async () => (await request(AdminSuspendDocument, { id, reason })).adminSuspendUser,
			)
		)
			onDone();
	};
	return (
		<Form onSubmit={() => void submit()} label={t`Suspend`}>
			<TextField
				label={t`Reason for a suspension`}
				hint={t`The person can read it.`}
				value={reason}
				problem={act.problems.of('reason')}
				onChange={(event) => setReason(event.target.value)}
			/>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" variant="default" loading={act.busy} disabled={reason.trim() === ''}>
					<Trans>Suspend</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Form>
	);
}
