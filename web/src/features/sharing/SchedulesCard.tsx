import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ScheduleForm, useAudiences, useWhen, WithdrawButton } from '@/features/journal/public';
import type { SchedulesQuery } from '@/gql/graphql';
import { Card } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { RowItem, RowList, Sign } from '@/ui/RowList';

export type Schedule = NonNullable<SchedulesQuery['viewer']>['schedules'][number];

/** What will be opened by itself, soonest first. */
export function SchedulesCard({ schedules }: { schedules: readonly Schedule[] }) {
	const { t } = useLingui();
	return (
		<Card title={t`Waiting for its time`}>
			{schedules.length === 0 ? (
				<EmptyState title={t`Nothing is scheduled`}>
					<Trans>
						While you write or edit an entry, choose “Publish at a time”. It opens by itself then,
						and you can take that back until it happens.
					</Trans>
				</EmptyState>
			) : (
				<RowList label={t`Waiting for its time`}>
					{schedules.map((schedule) => (
						<ScheduleItem key={schedule.entry.id} schedule={schedule} />
					))}
				</RowList>
			)}
		</Card>
	);
}

function ScheduleItem({ schedule }: { schedule: Schedule }) {
	const { t } = useLingui();
	const when = useWhen();
	const audiences = useAudiences();
	const [open, setOpen] = useState(false);
	const { title, id } = schedule.entry;
	return (
		<RowItem
			title={
				<Link to="/journal/$entryId" params={{ entryId: id }} dir="auto">
					{title}
				</Link>
			}
			mark={<Sign tone="warn">{audiences[schedule.audience].name}</Sign>}
			detail={when(schedule)}
		>
			<Button
				size="xs"
				variant="default"
				aria-label={t`Change when “${title}” opens`}
				onClick={() => setOpen(true)}
			>
				<Trans>Change</Trans>
			</Button>
			<Dialog open={open} onClose={() => setOpen(false)} title={t`Publish at a time`} size="sm">
				<ScheduleForm entry={schedule.entry} stands={schedule} onDone={() => setOpen(false)} />
			</Dialog>
			<WithdrawButton id={id} title={title} />
		</RowItem>
	);
}
