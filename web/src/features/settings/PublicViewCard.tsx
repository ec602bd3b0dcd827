import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ProfileQuery, SavePublicViewDocument } from '@/gql/graphql';
import { at } from '@/lib/base';
import { request } from '@/lib/client';
import { Card } from '@/ui/Card';
import { CheckField, Form, Row, TextField } from '@/ui/Field';
import { showToast } from '@/ui/toasts';
import { ProblemList } from './ProblemList';
import { useAct } from './useAct';

interface PublicViewCardProps {
	view: NonNullable<ProfileQuery['viewer']>['publicView'];
	handle: string;
}

/** What strangers see on the public page and in the public feeds, dimension by dimension, and a look at it. */
export function PublicViewCard({ view, handle }: PublicViewCardProps) {
	const { t } = useLingui();
	const client = useQueryClient();
	const act = useAct('lookBackDays');
	const [streak, setStreak] = useState(view.streak);
	const [times, setTimes] = useState(view.times);
	const [days, setDays] = useState(view.lookBackDays?.toString() ?? '');
	const save = async () => {
		const lookBackDays = days.trim() === '' ? null : Number(days);
		const answer = await act.run(
			async () =>
				(await request(SavePublicViewDocument, { input: { streak, times, lookBackDays } }))
					.updatePublicView,
		);
		if (!answer) return;
		void client.invalidateQueries({ queryKey: ['Profile'] });
		showToast({ tone: 'good', message: t`Saved.` });
	};
	return (
		<Card
			title={t`Public page`}
			aside={
				<a href={at(`/u/${handle}`)} target="_blank" rel="noreferrer">
					<Trans>View as public</Trans>
				</a>
			}
		>
			<Form onSubmit={() => void save()}>
				<p>
					<Trans>
						Strangers see your public entries and the following. Until you share one, there is no
						page.
					</Trans>
				</p>
				<CheckField
					label={t`Streak`}
					hint={t`How many days in a row you logged, private entries included.`}
					checked={streak}
					onChange={(event) => setStreak(event.target.checked)}
				/>
				<CheckField
					label={t`Times of day`}
					hint={t`When you logged and changed an entry. Without it, only days are told.`}
					checked={times}
					onChange={(event) => setTimes(event.target.checked)}
				/>
				<TextField
					label={t`Days to look back`}
					hint={t`Older entries are hidden from the page and its feeds. Empty means all.`}
					type="number"
					min={1}
					max={3660}
					value={days}
					problem={act.problems.of('lookBackDays')}
					onChange={(event) => setDays(event.target.value)}
				/>
				<ProblemList problems={act.problems} />
				<Row>
					<Button type="submit" loading={act.busy}>
						<Trans>Save what is shown</Trans>
					</Button>
				</Row>
				{act.dialog}
			</Form>
		</Card>
	);
}
