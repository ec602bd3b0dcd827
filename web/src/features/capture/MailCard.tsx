import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	type CaptureMailStateFragment,
	CreateCaptureAddressDocument,
	RevokeCaptureAddressDocument,
	UpdateCaptureAddressDocument,
} from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import { EmptyState } from '@/ui/EmptyState';
import { Form, Row, Stack, TextAreaField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { useCaptureChanged, useCaptured } from './useCaptured';

/** Letters that become entries. */
export function MailCard({ mail }: { mail: CaptureMailStateFragment }) {
	const { t } = useLingui();
	return (
		<Card title={t`By mail`}>
			{mail.on ? (
				<Address address={mail.address} />
			) : (
				<EmptyState title={t`This instance takes no mail`}>
					<Trans>Whoever runs it can switch it on; the manual of operation says how.</Trans>
				</EmptyState>
			)}
		</Card>
	);
}

function Address({ address }: { address: CaptureMailStateFragment['address'] }) {
	const { t } = useLingui();
	const captured = useCaptured();
	const changed = useCaptureChanged();
	const act = useAct();
	const [made, setMade] = useState<string>();
	const create = async () => {
		setMade(undefined);
		const send = async () => (await request(CreateCaptureAddressDocument, {})).createCaptureAddress;
		const answer = await act.run(send);
		if (!answer) return;
		setMade(answer.address ?? undefined);
		changed();
	};
	const revoke = async () => {
		const send = async () => (await request(RevokeCaptureAddressDocument, {})).revokeCaptureAddress;
		if (!(await act.run(send))) return;
		setMade(undefined);
		announce(t`The mail address is switched off.`);
		changed();
	};
	return (
		<Stack>
			<p>
				<Trans>
					Each mail to your secret address becomes an entry: the subject is its title, pictures come
					along. The address is the key; keep it to yourself, and make a new one when it got out.
				</Trans>
			</p>
			{address ? <p>{captured(address)}</p> : null}
			{made ? (
				<Note tone="good">
					<p>
						<Trans>Put the address into your contacts now: it is not shown again.</Trans>
					</p>
					<CopyBox label={t`Your mail address for entries`} text={made} />
				</Note>
			) : null}
			<ProblemList problems={act.problems} />
			<Row>
				<Button
					variant={address ? 'default' : 'filled'}
					loading={act.busy}
					onClick={() => void create()}
				>
					{address ? <Trans>Make a new address</Trans> : <Trans>Make an address</Trans>}
				</Button>
				{address ? (
					<Button variant="default" loading={act.busy} onClick={() => void revoke()}>
						<Trans>Switch the address off</Trans>
					</Button>
				) : null}
			</Row>
			{address ? <Senders senders={address.senders} /> : null}
			{act.dialog}
		</Stack>
	);
}

/** Who may write beside the owner's own address. */
function Senders({ senders }: { senders: readonly string[] }) {
	const { t } = useLingui();
	const { email } = useViewer();
	const changed = useCaptureChanged();
	const act = useAct('senders');
	const [text, setText] = useState(senders.join('\n'));
	const save = async () => {
		const input = { senders: text.split(/[\s,]+/).filter((one) => one !== '') };
		const send = async () =>
			(await request(UpdateCaptureAddressDocument, { input })).updateCaptureAddress;
		if (!(await act.run(send))) return;
		announce(t`Saved.`);
		changed();
	};
	return (
		<Form label={t`Who may write`} onSubmit={() => void save()}>
			<TextAreaField
				label={t`Further senders`}
				hint={t`You can write from ${email}. Put your other addresses here, one on each line.`}
				value={text}
				rows={3}
				autoComplete="off"
				spellCheck={false}
				problem={act.problems.of('senders')}
				onChange={(event) => setText(event.target.value)}
			/>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" variant="default" loading={act.busy}>
					<Trans>Save the senders</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Form>
	);
}
