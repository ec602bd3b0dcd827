import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import { CreateFeedDocument, type CreateFeedMutation } from '@/gql/graphql';
import { request } from '@/lib/client';
import { CopyBox } from '@/ui/CopyBox';
import { Form, Pair, Row, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { useSharingChanged } from './useChangeAudience';

/** Makes a private feed; its addresses are shown once. */
export function NewFeed() {
	const { t } = useLingui();
	const changed = useSharingChanged();
	const act = useAct('name', 'tag');
	const [name, setName] = useState('');
	const [tag, setTag] = useState('');
	const [urls, setUrls] = useState<CreateFeedMutation['createFeed']['urls']>(null);
	const submit = async () => {
		setUrls(null);
		const input = { name: name.trim(), tag: tag.trim().replace(/^#/, '') || null };
		const answer = await act.run(
			async () => (await request(CreateFeedDocument, { input })).createFeed,
		);
		if (!answer) return;
		setUrls(answer.urls);
		setName('');
		setTag('');
		changed();
	};
	return (
		<Form label={t`New private feed`} onSubmit={() => void submit()}>
			<Pair>
				<TextField
					label={t`Name`}
					hint={t`Who it is for: “team chat”, “Ada's reader”.`}
					value={name}
					maxLength={60}
					problem={act.problems.of('name')}
					onChange={(event) => setName(event.target.value)}
				/>
				<TextField
					label={t`Only with this tag`}
					hint={t`Optional. Tags below it come along.`}
					value={tag}
					maxLength={60}
					autoComplete="off"
					spellCheck={false}
					problem={act.problems.of('tag')}
					onChange={(event) => setTag(event.target.value)}
				/>
			</Pair>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" loading={act.busy} disabled={name.trim() === ''}>
					<Trans>Make the feed</Trans>
				</Button>
			</Row>
			{urls ? (
				<Note tone="good">
					<p>
						<Trans>Copy the address for your reader now: it is not shown again.</Trans>
					</p>
					<CopyBox label="RSS" text={urls.rss} />
					<CopyBox label="Atom" text={urls.atom} />
					<CopyBox label="JSON Feed" text={urls.json} />
				</Note>
			) : null}
			{act.dialog}
		</Form>
	);
}
