import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import {
	CreateEntryLinkDocument,
	type LinkRowFragment,
	RevokeEntryLinkDocument,
} from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { CopyBox } from '@/ui/CopyBox';
import { Row, SelectField, Stack } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { ProblemNote } from './ProblemNote';
import { useAct } from './useAct';
import { useSharingChanged } from './useChangeAudience';
import { useUsed } from './useUsed';

interface EntryLinkBoxProps {
	entryId: string;
	/** The link that opens the entry now. */
	link: LinkRowFragment | undefined;
}

/** The link of an entry: made, shown once, taken back. */
export function EntryLinkBox({ entryId, link }: EntryLinkBoxProps) {
	const { t } = useLingui();
	const used = useUsed();
	const changed = useSharingChanged();
	const act = useAct();
	const [days, setDays] = useState('');
	const [url, setUrl] = useState<string>();
	const make = async () => {
		setUrl(undefined);
		const input = { entryId, expiresInDays: days === '' ? null : Number(days) };
		const send = async () => (await request(CreateEntryLinkDocument, { input })).createEntryLink;
		const answer = await act.run(send);
		if (!answer) return;
		setUrl(answer.url ?? undefined);
		announce(t`The link is made.`);
		changed();
	};
	const revoke = async (id: string) => {
		const send = async () => (await request(RevokeEntryLinkDocument, { id })).revokeEntryLink;
		if (!(await act.run(send))) return;
		setUrl(undefined);
		announce(t`The link opens nothing any more.`);
		changed();
	};
	return (
		<Stack>
			{url ? (
				<Note tone="good">
					<p>
						<Trans>Copy the link now: it is not shown again.</Trans>
					</p>
					<CopyBox label={t`Link to this entry`} text={url} />
				</Note>
			) : null}
			{link ? (
				<p>
					<Trans>It has a link: {used(link)}</Trans>
				</p>
			) : null}
			<SelectField
				label={t`A link ends`}
				hint={link ? t`A new link takes the place of the one there is.` : undefined}
				value={days}
				onChange={(event) => setDays(event.target.value)}
			>
				<option value="">{t`when you take it back`}</option>
				<option value="7">{t`after a week`}</option>
				<option value="30">{t`after 30 days`}</option>
				<option value="366">{t`after a year`}</option>
			</SelectField>
			<ProblemNote problems={act.problems} />
			<Row>
				<Button variant="default" size="xs" loading={act.busy} onClick={() => void make()}>
					{link ? <Trans>Make a new link</Trans> : <Trans>Make a link</Trans>}
				</Button>
				{link ? (
					<Button
						variant="default"
						size="xs"
						loading={act.busy}
						onClick={() => void revoke(link.id)}
					>
						<Trans>Take back the link</Trans>
					</Button>
				) : null}
			</Row>
		</Stack>
	);
}
