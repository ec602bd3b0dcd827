import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSharingChanged } from '@/features/journal/public';
import { ProblemList, useAct } from '@/features/settings/public';
import { CreateFeedDocument, type CreateFeedMutation } from '@/gql/graphql';
import { request } from '@/lib/client';
import { CopyBox } from '@/ui/CopyBox';
import { Form, Pair, Row, SelectField, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';

/** Makes a private feed; its addresses are shown once. */
export function NewFeed({ views }: { views: readonly { id: string; name: string }[] }) {
	const { t } = useLingui();
	const changed = useSharingChanged();
	const act = useAct('name', 'tag', 'viewId');
	const [name, setName] = useState('');
	const [tag, setTag] = useState('');
	const [viewId, setViewId] = useState('');
	const [urls, setUrls] = useState<CreateFeedMutation['createFeed']['urls']>(null);
	const submit = async () => {
		setUrls(null);
		const input = {
			name: name.trim(),
			tag: tag.trim().replace(/^#/, '') || null,
			viewId: viewId || null,
		};
		const answer = await act.run(
			async () => (await request(CreateFeedDocument, { input })).createFeed,
		);
		if (!answer) return;
		setUrls(answer.urls);
		setName('');
		setTag('');
		setViewId('');
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
			{views.length > 0 ? (
				<SelectField
					label={t`What is in it`}
					value={viewId}
					problem={act.problems.of('viewId')}
					onChange={(event) => setViewId(event.target.value)}
				>
					<option value="">{t`All that is shared`}</option>
					{views.map((view) => (
						<option key={view.id} value={view.id}>
							{t`What “${view.name}” finds`}
						</option>
					))}
				</SelectField>
			) : null}
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
