import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Copy, Download, Printer } from 'lucide-react';
import { useState } from 'react';
import { CreateRecoveryCodesDocument, type SecurityFactsFragment } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { Row, Stack } from '@/ui/Field';
import { ProblemList } from './ProblemList';
import classes from './Security.module.css';
import { useProblems } from './useProblems';
import type { useStepUp } from './useStepUp';

/** Fresh recovery codes, shown this once. It closes by its button alone, so that nobody loses them by a click beside it. */
export function FreshCodes({
	codes,
	onClose,
}: {
	codes: readonly string[] | undefined;
	onClose: () => void;
}) {
	const { t } = useLingui();
	return (
		<Dialog
			open={codes !== undefined}
			onClose={onClose}
			title={t`Your recovery codes`}
			dismissible={false}
		>
			{codes ? <CodeSheet codes={codes} onClose={onClose} /> : null}
		</Dialog>
	);
}

function CodeSheet({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const plain = `${t`Recovery codes of ${viewer.user.handle} at ${window.location.host}`}\n\n${codes.join('\n')}\n`;
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(plain);
			announce(t`Copied`);
		} catch {
			announce(t`Copying is not allowed here: select the text and copy it by hand.`);
		}
	};
	const download = () => {
		const link = document.createElement('a');
		link.href = URL.createObjectURL(new Blob([plain], { type: 'text/plain' }));
		link.download = 'tamatar-recovery-codes.txt';
		link.click();
		URL.revokeObjectURL(link.href);
	};
	return (
		<div className={classes.paper}>
			<Stack>
				<p>
					<Trans>
						Keep them where you will find them without your phone. Each one signs you in once, in
						place of the passkey or the code. They are not shown again.
					</Trans>
				</p>
				<ul className={classes.codes} aria-label={t`Recovery codes`}>
					{codes.map((code) => (
						<li key={code}>{code}</li>
					))}
				</ul>
				<Row>
					<Button
						variant="default"
						leftSection={<Download size={16} aria-hidden />}
						onClick={download}
					>
						<Trans>Download</Trans>
					</Button>
					<Button
						variant="default"
						leftSection={<Copy size={16} aria-hidden />}
						onClick={() => void copy()}
					>
						<Trans>Copy</Trans>
					</Button>
					<Button
						variant="default"
						leftSection={<Printer size={16} aria-hidden />}
						onClick={() => window.print()}
					>
						<Trans>Print</Trans>
					</Button>
				</Row>
				<Row>
					<Button onClick={onClose}>
						<Trans>I have kept them</Trans>
					</Button>
				</Row>
			</Stack>
		</div>
	);
}

/** How many codes are left, and the way to new ones. */
export function RecoveryCard({
	security,
	stepUp,
	onCodes,
}: {
	security: SecurityFactsFragment;
	stepUp: ReturnType<typeof useStepUp>;
	onCodes: (codes: readonly string[]) => void;
}) {
	const { t } = useLingui();
	const viewer = useViewer();
	const problems = useProblems();
	const [busy, setBusy] = useState(false);
	const left = security.recoveryCodesLeft;
	const made = security.recoveryCodesMadeAt
		? formatInstant(security.recoveryCodesMadeAt, intlLocale(i18n.locale), viewer.timeZone, {
				dateStyle: 'medium',
			})
		: '';
	const create = async () => {
		setBusy(true);
		try {
			const answer = await stepUp.run(() => request(CreateRecoveryCodesDocument, {}));
			if (!answer || !problems.take(answer.createRecoveryCodes.errors)) return;
			onCodes(answer.createRecoveryCodes.recoveryCodes ?? []);
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Card title={t`Recovery codes`}>
			<Stack>
				<p>
					{security.secondFactor ? (
						<>
							<Plural
								value={left}
								_0="No code is left. Make new ones, so that a lost phone does not lock you out."
								one="# code is left."
								other="# codes are left."
							/>{' '}
							{made ? <Trans>Made on {made}.</Trans> : null}
						</>
					) : (
						<Trans>They come with your first passkey or authenticator app.</Trans>
					)}
				</p>
				{security.secondFactor ? (
					<Row>
						<Button variant="default" loading={busy} onClick={() => void create()}>
							<Trans>Make new codes</Trans>
						</Button>
					</Row>
				) : null}
				<ProblemList problems={problems} />
			</Stack>
		</Card>
	);
}
