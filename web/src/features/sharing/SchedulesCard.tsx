import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAudiences } from '@/features/journal/public';
import { ProblemList, useAct } from '@/features/settings/public';
import { type SchedulesQuery, UnscheduleEntryDocument } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { ScheduleForm } from './ScheduleForm';
import { useSharingChanged } from './useChangeAudience';

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

/** Takes a schedule back; the entry stays as it is. */
export function WithdrawButton({ id, title }: { id: string; title: string }) {
	const { t } = useLingui();
	const act = useAct();
	const changed = useSharingChanged();
	const withdraw = async () => {
		const send = async () => (await request(UnscheduleEntryDocument, { id })).unscheduleEntry;
		if (!(await act.run(send))) return;
		announce(t`The entry stays as it is.`);
		changed();
	};
	return (
		<>
			<Button
				size="xs"
				variant="default"
				loading={act.busy}
				aria-label={t`Withdraw “${title}”`}
				onClick={() => void withdraw()}
			>
				<Trans>Withdraw</Trans>
			</Button>
			<ProblemList problems={act.problems} />
			{act.dialog}
		</>
	);
}

/** The words for when something opens: on the viewer's clock, and the zone where it was told in another. */
export function useWhen(): (schedule: { at: string; zone: string }) => string {
	const { i18n } = useLingui();
	const { timeZone } = useViewer();
	return ({ at, zone }) => {
		const text = formatInstant(at, intlLocale(i18n.locale), zone, {
			dateStyle: 'full',
			timeStyle: 'short',
		});
		return zone === timeZone ? text : `${text} (${zone})`;
	};
}
