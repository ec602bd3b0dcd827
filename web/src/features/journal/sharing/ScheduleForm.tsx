import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Audience, ScheduleEntryDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { addDays, civilDayAt } from '@/lib/dates';
import { useViewer } from '@/lib/viewer';
import { Form, Row } from '@/ui/Field';
import { ProblemNote } from './ProblemNote';
import { ScheduleTime } from './ScheduleFields';
import { useAct } from './useAct';
import { useSharingChanged } from './useChangeAudience';
import type { ScheduleWish } from './useScheduleWish';

interface ScheduleFormProps {
	entry: { id: string; audience: Audience };
	/** What is promised now. */
	stands?: { audience: Audience; day: string; time: string; zone: string } | undefined;
	onDone: () => void;
}

/** Promises an entry another audience at a time, or moves the promise. */
export function ScheduleForm({ entry, stands, onDone }: ScheduleFormProps) {
	const act = useAct();
	const changed = useSharingChanged();
	const { timeZone } = useViewer();
	const [wish, setWish] = useState<ScheduleWish>(() => ({
		audience: stands?.audience ?? (entry.audience === 'PUBLIC' ? 'PRIVATE' : 'PUBLIC'),
		day: stands?.day ?? addDays(civilDayAt(new Date(), timeZone, 0), 1),
		time: stands?.time ?? '09:00',
		zone: stands?.zone ?? null,
	}));
	const submit = async () => {
		const input = { id: entry.id, ...wish };
		const send = async () => (await request(ScheduleEntryDocument, { input })).scheduleEntry;
		if (!(await act.run(send))) return;
		changed();
		onDone();
	};
	return (
		<Form onSubmit={() => void submit()}>
			<ScheduleTime audience={entry.audience} value={wish} onChange={setWish} />
			<ProblemNote problems={act.problems} />
			<Row>
				<Button type="submit" loading={act.busy}>
					<Trans>Schedule</Trans>
				</Button>
			</Row>
		</Form>
	);
}
