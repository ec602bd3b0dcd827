import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type EntryCardFragment, EntryLinkDocument, SchedulesDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Row, Stack } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { AudienceField, useAudiences } from '../AudienceField';
import { isOpen } from './change';
import { EntryLinkBox } from './EntryLinkBox';
import { ScheduleForm } from './ScheduleForm';
import { useChangeAudience } from './useChangeAudience';
import { useWhen } from './useWhen';
import { WithdrawButton } from './WithdrawButton';

/** Who may see an entry, now and later, and the link that opens it. */
export function ShareEntry({ entry }: { entry: EntryCardFragment }) {
	const { t } = useLingui();
	const change = useChangeAudience();
	const link = useQuery({
		...gqlQuery(EntryLinkDocument, { id: entry.id }),
		enabled: isOpen(entry.audience),
	});
	return (
		<Card title={t`Sharing`}>
			<Stack>
				<AudienceField
					value={entry.audience}
					onChange={(audience) => void change([{ id: entry.id, audience }])}
				/>
				{link.error ? <ErrorNote error={link.error} onRetry={() => void link.refetch()} /> : null}
				{isOpen(entry.audience) && link.isPending ? <Skeleton height={48} radius="md" /> : null}
				{isOpen(entry.audience) && link.data ? (
					<EntryLinkBox entryId={entry.id} link={link.data.viewer?.entryLinks[0]} />
				) : null}
				{isOpen(entry.audience) ? null : (
					<Note>
						<Trans>A link can be made once the entry is unlisted or public.</Trans>
					</Note>
				)}
				<Later entry={entry} />
			</Stack>
		</Card>
	);
}

/** What happens to the entry by itself. */
function Later({ entry }: { entry: EntryCardFragment }) {
	const when = useWhen();
	const audiences = useAudiences();
	const [asking, setAsking] = useState(false);
	const { data } = useQuery(gqlQuery(SchedulesDocument, {}));
	const schedule = data?.viewer?.schedules.find((s) => s.entry.id === entry.id);
	if (asking) {
		return (
			<ScheduleForm
				key={schedule?.at ?? ''}
				entry={entry}
				stands={schedule}
				onDone={() => setAsking(false)}
			/>
		);
	}
	if (!schedule) {
		return (
			<Row>
				<Button variant="default" size="xs" onClick={() => setAsking(true)}>
					<Trans>Publish at a time</Trans>
				</Button>
			</Row>
		);
	}
	const { name } = audiences[schedule.audience];
	const time = when(schedule);
	return (
		<>
			<p>
				<Trans>
					Becomes “{name}” by itself: {time}
				</Trans>
			</p>
			<Row>
				<Button variant="default" size="xs" onClick={() => setAsking(true)}>
					<Trans>Change</Trans>
				</Button>
				<WithdrawButton id={entry.id} title={entry.title} />
			</Row>
		</>
	);
}
