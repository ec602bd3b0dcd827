import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import {
	AdminApproveDocument,
	AdminDeleteDocument,
	type AdminPersonFragment,
	AdminReinstateDocument,
	AdminResetFactorsDocument,
	AdminResetLinkDocument,
	AdminSetRoleDocument,
	AdminSignOutDocument,
	AdminSuspendDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { CopyBox } from '@/ui/CopyBox';
import { Dialog } from '@/ui/Dialog';
import { Form, Row, Stack, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { showToast } from '@/ui/toasts';
import { ProblemList } from '../settings/public';
import { useAdminAct } from './useAdminAct';

interface PersonDialogProps {
	open: boolean;
	person: AdminPersonFragment;
	onClose: () => void;
	onChanged: () => void;
}

/** Everything an administrator can do with one account. Each act is in the audit log, and the person can read it there. */
export function PersonDialog({ open, person, onClose, onChanged }: PersonDialogProps) {
	return (
		<Dialog open={open} onClose={onClose} title={person.displayName}>
			<Acts person={person} onClose={onClose} onChanged={onChanged} />
		</Dialog>
	);
}

function Acts({ person, onClose, onChanged }: Omit<PersonDialogProps, 'open'>) {
	const { t } = useLingui();
	const act = useAdminAct('reason');
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
	const approve = async () => {
		if (await act.run(async () => (await request(AdminApproveDocument, { id })).adminApproveUser))
			done(t`${name} is approved.`);
	};
	const setRole = async () => {
		const role = person.role === 'ADMIN' ? 'MEMBER' : 'ADMIN';
		if (await act.run(async () => (await request(AdminSetRoleDocument, { id, role })).adminSetRole))
			done(t`The role of ${name} is changed.`);
	};
	const signOut = async () => {
		if (await act.run(async () => (await request(AdminSignOutDocument, { id })).adminSignOutUser))
			done(t`${name} is signed out everywhere.`);
	};
	const resetFactors = async () => {
		if (
			await act.run(
				async () => (await request(AdminResetFactorsDocument, { id })).adminResetFactors,
			)
		)
			done(t`${name} signs in with the password alone now, and was told so.`);
	};
	const reinstate = async () => {
		if (
			await act.run(async () => (await request(AdminReinstateDocument, { id })).adminReinstateUser)
		)
			done(t`The suspension of ${name} is lifted.`);
	};

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
			<DeleteForm
				id={id}
				handle={person.handle}
				onDone={() => done(t`The account of ${name} is deleted.`)}
			/>
			{act.dialog}
		</Stack>
	);
}

function SuspendForm({ id, onDone }: { id: string; onDone: () => void }) {
	const { t } = useLingui();
	const act = useAdminAct('reason');
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

/** Deleting cannot be undone, so the handle has to be typed. */
function DeleteForm({ id, handle, onDone }: { id: string; handle: string; onDone: () => void }) {
	const { t } = useLingui();
	const act = useAdminAct();
	const [typed, setTyped] = useState('');
	const submit = async () => {
		if (await act.run(async () => (await request(AdminDeleteDocument, { id })).adminDeleteUser))
			onDone();
	};
	return (
		<Form onSubmit={() => void submit()} label={t`Delete`}>
			<TextField
				label={t`Delete the account: type its handle`}
				hint={t`Everything the person logged goes, and nothing brings it back.`}
				dir="ltr"
				autoComplete="off"
				placeholder={handle}
				value={typed}
				onChange={(event) => setTyped(event.target.value)}
			/>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" color="red" loading={act.busy} disabled={typed !== handle}>
					<Trans>Delete for good</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Form>
	);
}
