import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import {
	BeginPasskeyRegistrationDocument,
	RegisterPasskeyDocument,
	RemovePasskeyDocument,
	RenamePasskeyDocument,
	type SecurityFactsFragment,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { Form, Row, Stack, TextField } from '@/ui/Field';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { ProblemList } from './ProblemList';
import { createPasskey, passkeysPossible, stopped } from './passkey';
import { useProblems } from './useProblems';
import type { useStepUp } from './useStepUp';

type Passkey = SecurityFactsFragment['passkeys'][number];

interface FactorCardProps {
	security: SecurityFactsFragment;
	stepUp: ReturnType<typeof useStepUp>;
	onChanged: () => void;
	onCodes: (codes: readonly string[]) => void;
}

/** The passkeys of the person. Hidden where neither the address nor the browser has any. */
export function PasskeysCard({ security, stepUp, onChanged, onCodes }: FactorCardProps) {
	const { t } = useLingui();
	const possible = security.passkeysOffered && passkeysPossible();
	if (!possible && security.passkeys.length === 0) return null;
	return (
		<Card title={t`Passkeys`}>
			<Stack>
				<p>
					<Trans>
						Sign in with your fingerprint, your face or the lock of your device. Nothing to
						remember, and no false page can ask for it.
					</Trans>
				</p>
				{security.passkeys.length > 0 ? (
					<RowList label={t`Your passkeys`}>
						{security.passkeys.map((passkey) => (
							<PasskeyRow
								key={passkey.id}
								passkey={passkey}
								stepUp={stepUp}
								onChanged={onChanged}
							/>
						))}
					</RowList>
				) : null}
				{possible ? <AddPasskey stepUp={stepUp} onChanged={onChanged} onCodes={onCodes} /> : null}
			</Stack>
		</Card>
	);
}

function AddPasskey({ stepUp, onChanged, onCodes }: Omit<FactorCardProps, 'security'>) {
	const { t } = useLingui();
	const problems = useProblems('name');
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const [busy, setBusy] = useState(false);
	const add = async () => {
		setBusy(true);
		try {
			const begun = await stepUp.run(() => request(BeginPasskeyRegistrationDocument, {}));
			if (!begun || !problems.take(begun.beginPasskeyRegistration.errors)) return;
			const credential = await createPasskey(begun.beginPasskeyRegistration.options ?? '');
			const answer = (await request(RegisterPasskeyDocument, { input: { name, credential } }))
				.registerPasskey;
			if (!problems.take(answer.errors)) return;
			setOpen(false);
			setName('');
			onChanged();
			if (answer.recoveryCodes) onCodes(answer.recoveryCodes);
		} catch (error) {
			if (!stopped(error)) problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<>
			<Row>
				<Button leftSection={<KeyRound size={16} aria-hidden />} onClick={() => setOpen(true)}>
					<Trans>Add a passkey</Trans>
				</Button>
			</Row>
			<Dialog open={open} onClose={() => setOpen(false)} title={t`Add a passkey`} size="sm">
				<Form onSubmit={() => void add()}>
					<TextField
						label={t`Name`}
						hint={t`Where it lives: “laptop”, “phone”, “blue key”.`}
						maxLength={60}
						value={name}
						problem={problems.of('name')}
						onChange={(event) => setName(event.target.value)}
					/>
					<ProblemList problems={problems} />
					<Row>
						<Button type="submit" loading={busy} disabled={name.trim() === ''}>
							<Trans>Go on</Trans>
						</Button>
					</Row>
				</Form>
			</Dialog>
		</>
	);
}

function PasskeyRow({
	passkey,
	stepUp,
	onChanged,
}: {
	passkey: Passkey;
	stepUp: ReturnType<typeof useStepUp>;
	onChanged: () => void;
}) {
	const { t } = useLingui();
	const viewer = useViewer();
	const problems = useProblems();
	const [renaming, setRenaming] = useState(false);
	const instant = (at: string) =>
		formatInstant(at, intlLocale(i18n.locale), viewer.timeZone, { dateStyle: 'medium' });
	const added = t`added on ${instant(passkey.createdAt)}`;
	const used = passkey.lastUsedAt ? t`last used ${instant(passkey.lastUsedAt)}` : t`never used`;
	const remove = async () => {
		try {
			const answer = await stepUp.run(() => request(RemovePasskeyDocument, { id: passkey.id }));
			if (answer && problems.take(answer.removePasskey.errors)) onChanged();
		} catch (error) {
			problems.takeThrown(error);
		}
	};
	return (
		<RowItem
			title={passkey.name}
			mark={passkey.synced ? <Sign>{t`kept in sync`}</Sign> : null}
			detail={
				<>
					{added} · {used}
					<ProblemList problems={problems} />
				</>
			}
		>
			<Button
				variant="default"
				size="xs"
				aria-label={t`Rename “${passkey.name}”`}
				onClick={() => setRenaming(true)}
			>
				<Trans>Rename</Trans>
			</Button>
			<Button
				variant="default"
				size="xs"
				aria-label={t`Remove “${passkey.name}”`}
				onClick={() => void remove()}
			>
				<Trans>Remove</Trans>
			</Button>
			<Dialog
				open={renaming}
				onClose={() => setRenaming(false)}
				title={t`Rename the passkey`}
				size="sm"
			>
				<RenameForm
					passkey={passkey}
					onDone={() => {
						setRenaming(false);
						onChanged();
					}}
				/>
			</Dialog>
		</RowItem>
	);
}

function RenameForm({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
	const { t } = useLingui();
	const problems = useProblems('name');
	const [name, setName] = useState(passkey.name);
	const rename = async () => {
		try {
			const answer = await request(RenamePasskeyDocument, { input: { id: passkey.id, name } });
			if (problems.take(answer.renamePasskey.errors)) onDone();
		} catch (error) {
			problems.takeThrown(error);
		}
	};
	return (
		<Form onSubmit={() => void rename()}>
			<TextField
				label={t`Name`}
				maxLength={60}
				value={name}
				problem={problems.of('name')}
				onChange={(event) => setName(event.target.value)}
			/>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" disabled={name.trim() === ''}>
					<Trans>Save</Trans>
				</Button>
			</Row>
		</Form>
	);
}
