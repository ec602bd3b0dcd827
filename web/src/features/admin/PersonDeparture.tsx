import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	AdminDeleteDocument,
	type AdminLeavingFragment,
	AdminLetStayDocument,
	type AdminPersonFragment,
	AdminSendAwayDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Form, Row, Stack, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';

interface PersonDepartureProps {
	person: AdminPersonFragment;
	departure: AdminLeavingFragment | undefined;
	onDone: (message: string) => void;
}

/** The end of an account: after a time in which it can be taken back, or at once. */
export function PersonDeparture({ person, departure, onDone }: PersonDepartureProps) {
	const { t } = useLingui();
	const name = person.displayName;
	return (
		<Stack>
			{departure ? (
				<Leaving
					person={person}
					departure={departure}
					onDone={() => onDone(t`The account of ${name} stays.`)}
				/>
			) : (
				<SendAway
					id={person.id}
					onDone={() => onDone(t`The account of ${name} will be deleted. They get a letter.`)}
				/>
			)}
			<DeleteForm
				id={person.id}
				handle={person.handle}
				onDone={() => onDone(t`The account of ${name} is deleted.`)}
			/>
		</Stack>
	);
}

/** Sets the end of the account after the usual time. */
function SendAway({ id, onDone }: { id: string; onDone: () => void }) {
	const act = useAct();
	const submit = async () => {
		if (await act.run(async () => (await request(AdminSendAwayDocument, { id })).adminSendAway))
			onDone();
	};
	return (
		<Stack>
			<p>
				<Trans>
					An account can end after a time of grace: the person is told, can take everything along,
					and you can take it back until the last day.
				</Trans>
			</p>
			<ProblemList problems={act.problems} />
			<Row>
				<Button variant="default" loading={act.busy} onClick={() => void submit()}>
					<Trans>Delete after the time of grace</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Stack>
	);
}

/** Says when the account ends and takes it back. */
function Leaving({
	person,
	departure,
	onDone,
}: {
	person: AdminPersonFragment;
	departure: AdminLeavingFragment;
	onDone: () => void;
}) {
	const act = useAct();
	const viewer = useViewer();
	const when = formatInstant(departure.dueAt, intlLocale(i18n.locale), viewer.timeZone);
	const submit = async () => {
		const id = person.id;
		if (await act.run(async () => (await request(AdminLetStayDocument, { id })).adminLetStay))
			onDone();
	};
	return (
		<Note>
			<p>
				{departure.byAdmin ? (
					<Trans>An administrator has set the end of this account: {when}.</Trans>
				) : (
					<Trans>The person asked to be deleted. The account ends on {when}.</Trans>
				)}
			</p>
			<ProblemList problems={act.problems} />
			<Row>
				<Button variant="default" loading={act.busy} onClick={() => void submit()}>
					<Trans>Let the account stay</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Note>
	);
}

/** Deleting at once cannot be undone, so the handle has to be typed. */
function DeleteForm({ id, handle, onDone }: { id: string; handle: string; onDone: () => void }) {
	const { t } = useLingui();
	const act = useAct();
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
