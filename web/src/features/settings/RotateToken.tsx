import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { RotateTokenDocument, type TokensQuery } from '@/gql/graphql';
import { request } from '@/lib/client';
import { CopyBox } from '@/ui/CopyBox';
import { Form, Row, SelectField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { ProblemList } from './ProblemList';
import { useAct } from './useAct';

type Token = NonNullable<TokensQuery['viewer']>['tokens'][number];

/** Gives a token a new secret, shown once; the old one may go on for a while. */
export function RotateToken({ token, onRotated }: { token: Token; onRotated: () => void }) {
	const { t } = useLingui();
	const act = useAct('graceHours');
	const { problems } = act;
	const [grace, setGrace] = useState('24');
	const [secret, setSecret] = useState<string>();
	const submit = async () => {
		const input = { id: token.id, graceHours: Number(grace) };
		const answer = await act.run(
			async () => (await request(RotateTokenDocument, { input })).rotateToken,
		);
		if (!answer) return;
		setSecret(answer.secret ?? undefined);
		onRotated();
	};
	if (secret) {
		return (
			<Note tone="good">
				<p>
					<Trans>Copy it now: it is not shown again.</Trans>
				</p>
				<CopyBox label={t`The new secret`} text={secret} />
			</Note>
		);
	}
	return (
		<Form onSubmit={() => void submit()}>
			<p>
				<Trans>
					Name and rights stay, and its life starts anew. Until everything that uses it has the new
					secret, the old one can go on working.
				</Trans>
			</p>
			<SelectField
				label={t`The old secret ends`}
				value={grace}
				problem={problems.of('graceHours')}
				onChange={(event) => setGrace(event.target.value)}
			>
				<option value="0">{t`at once`}</option>
				<option value="1">{t`in an hour`}</option>
				<option value="24">{t`in a day`}</option>
				<option value="168">{t`in a week`}</option>
			</SelectField>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" loading={act.busy}>
					<Trans>Make a new secret</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Form>
	);
}
