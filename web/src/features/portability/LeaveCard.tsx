import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import { LeaveDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { useViewer, viewerQuery } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Form, Row, Stack, TextField } from '@/ui/Field';

/** Leaving: said plainly, asked twice, and taken back until the last day. */
export function LeaveCard({ onChanged }: { onChanged: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const client = useQueryClient();
	const { run, busy, problems, dialog } = useAct();
	const [typed, setTyped] = useState('');
	const handle = viewer.user.handle;
	const leave = async () => {
		if (!(await run(async () => (await request(LeaveDocument, {})).leave))) return;
		setTyped('');
		onChanged();
		await client.invalidateQueries({ queryKey: viewerQuery.queryKey });
	};
	return (
		<Card title={t`Delete the account`}>
			<Stack>
				<p>
					<Trans>
						The account stays for some time after you ask, and everything works as before; you can
						change your mind until the last day. Then it is erased: entries, tags, settings, files,
						the search index. Make an archive before.
					</Trans>
				</p>
				<p>
					<Trans>
						What stays: your handle cannot be taken by others for 90 days, the log of acts keeps
						that something was done, without what it said, and backups hold you until they run out.
					</Trans>
				</p>
				<Form onSubmit={() => void leave()}>
					<TextField
						label={t`Type your handle to delete the account`}
						dir="ltr"
						autoComplete="off"
						placeholder={handle}
						value={typed}
						onChange={(event) => setTyped(event.target.value)}
					/>
					<ProblemList problems={problems} />
					<Row>
						<Button type="submit" color="red" loading={busy} disabled={typed !== handle}>
							<Trans>Delete my account</Trans>
						</Button>
					</Row>
				</Form>
			</Stack>
			{dialog}
		</Card>
	);
}
