import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import {
	BeginTotpDocument,
	type BeginTotpMutation,
	ConfirmTotpDocument,
	RemoveTotpDocument,
	type SecurityFactsFragment,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import { Form, Row, Stack, TextField } from '@/ui/Field';
import { ProblemList } from './ProblemList';
import classes from './Security.module.css';
import { useProblems } from './useProblems';
import type { useStepUp } from './useStepUp';

type SetUp = NonNullable<BeginTotpMutation['beginTotp']['setUp']>;

/** The authenticator app: setting it up, and taking it away. */
export function TotpCard({
	security,
	stepUp,
	onChanged,
	onCodes,
}: {
	security: SecurityFactsFragment;
	stepUp: ReturnType<typeof useStepUp>;
	onChanged: () => void;
	onCodes: (codes: readonly string[]) => void;
}) {
	const { t } = useLingui();
	const problems = useProblems();
	const [setUp, setSetUp] = useState<SetUp>();
	const begin = async () => {
		try {
			const answer = await stepUp.run(() => request(BeginTotpDocument, {}));
			if (answer && problems.take(answer.beginTotp.errors))
				setSetUp(answer.beginTotp.setUp ?? undefined);
		} catch (error) {
			problems.takeThrown(error);
		}
	};
	const remove = async () => {
		try {
			const answer = await stepUp.run(() => request(RemoveTotpDocument, {}));
			if (answer && problems.take(answer.removeTotp.errors)) onChanged();
		} catch (error) {
			problems.takeThrown(error);
		}
	};
	return (
		<Card title={t`Authenticator app`}>
			<Stack>
				{security.totp ? (
					<InForce totp={security.totp} onRemove={() => void remove()} />
				) : setUp ? (
					<FirstCode
						setUp={setUp}
						onDone={(codes) => {
							setSetUp(undefined);
							onChanged();
							if (codes) onCodes(codes);
						}}
					/>
				) : (
					<>
						<p>
							<Trans>
								An app on your phone shows six digits that change every half minute. You type them
								after your password.
							</Trans>
						</p>
						<Row>
							<Button variant="default" onClick={() => void begin()}>
								<Trans>Set up an app</Trans>
							</Button>
						</Row>
					</>
				)}
				<ProblemList problems={problems} />
			</Stack>
		</Card>
	);
}

function InForce({
	totp,
	onRemove,
}: {
	totp: NonNullable<SecurityFactsFragment['totp']>;
	onRemove: () => void;
}) {
	const { t } = useLingui();
	const viewer = useViewer();
	const instant = (at: string) =>
		formatInstant(at, intlLocale(i18n.locale), viewer.timeZone, { dateStyle: 'medium' });
	const used = totp.lastUsedAt ? t`last used ${instant(totp.lastUsedAt)}` : t`never used`;
	const since = instant(totp.createdAt);
	return (
		<>
			<p>
				<Trans>
					In force since {since}, {used}.
				</Trans>
			</p>
			<Row>
				<Button variant="default" onClick={onRemove}>
					<Trans>Remove the app</Trans>
				</Button>
			</Row>
		</>
	);
}

function FirstCode({
	setUp,
	onDone,
}: {
	setUp: SetUp;
	onDone: (codes: readonly string[] | null) => void;
}) {
	const { t } = useLingui();
	const problems = useProblems('code');
	const [code, setCode] = useState('');
	const [busy, setBusy] = useState(false);
	const confirm = async () => {
		setBusy(true);
		try {
			const answer = (await request(ConfirmTotpDocument, { input: { code } })).confirmTotp;
			if (problems.take(answer.errors)) onDone(answer.recoveryCodes);
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<div className={classes.setup}>
			<svg
				className={classes.qr}
				viewBox={`0 0 ${setUp.qr.size} ${setUp.qr.size}`}
				role="img"
				aria-label={t`QR code for the authenticator app`}
				shapeRendering="crispEdges"
			>
				<path d={setUp.qr.path} fill="#000" />
			</svg>
			<Form onSubmit={() => void confirm()}>
				<p>
					<Trans>Scan the picture with the app, or type this key:</Trans>
				</p>
				<CopyBox label={t`Key for the app`} text={setUp.secret} />
				<TextField
					label={t`Code that the app shows`}
					inputMode="numeric"
					autoComplete="one-time-code"
					dir="ltr"
					maxLength={12}
					value={code}
					problem={problems.of('code')}
					onChange={(event) => setCode(event.target.value)}
				/>
				<ProblemList problems={problems} />
				<Row>
					<Button type="submit" loading={busy} disabled={code.trim() === ''}>
						<Trans>Turn it on</Trans>
					</Button>
				</Row>
			</Form>
		</div>
	);
}
