import { useLingui } from '@lingui/react/macro';
import type { Audience } from '@/gql/graphql';
import { addDays, civilDayAt } from '@/lib/dates';
import { useViewer } from '@/lib/viewer';
import { CheckField, Pair, SelectField, Stack, TextField } from '@/ui/Field';
import { useAudiences } from '../AudienceField';
import type { ScheduleWish } from './useScheduleWish';

const later: readonly Audience[] = ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'TEAM', 'PRIVATE'];

interface ScheduleFieldsProps {
	/** Who sees the entry until then. */
	audience: Audience;
	value: ScheduleWish | null;
	onChange: (wish: ScheduleWish | null) => void;
}

/** Asks whether an entry is opened by itself, to whom and when; tomorrow at nine to begin with. */
export function ScheduleFields({ audience, value, onChange }: ScheduleFieldsProps) {
	const { t } = useLingui();
	const { timeZone } = useViewer();
	const today = civilDayAt(new Date(), timeZone, 0);
	const first = later.find((a) => a !== audience) ?? 'PUBLIC';
	const start = { audience: first, day: addDays(today, 1), time: '09:00', zone: null };
	return (
		<Stack>
			<CheckField
				label={t`Publish at a time`}
				checked={value !== null}
				onChange={(event) => onChange(event.target.checked ? start : null)}
			/>
			{value ? <ScheduleTime audience={audience} value={value} onChange={onChange} /> : null}
		</Stack>
	);
}

/** To whom an entry is opened, and when. */
export function ScheduleTime({
	audience,
	value,
	onChange,
}: {
	audience: Audience;
	value: ScheduleWish;
	onChange: (wish: ScheduleWish) => void;
}) {
	const { t } = useLingui();
	const { timeZone } = useViewer();
	const audiences = useAudiences();
	const zone = value.zone ?? timeZone;
	const today = civilDayAt(new Date(), zone, 0);
	return (
		<Stack>
			<SelectField
				label={t`Then it is seen by`}
				hint={audiences[value.audience].who}
				value={value.audience}
				onChange={(event) => onChange({ ...value, audience: event.target.value as Audience })}
			>
				{later
					.filter((a) => a !== audience || a === value.audience)
					.map((a) => (
						<option key={a} value={a}>
							{audiences[a].name}
						</option>
					))}
			</SelectField>
			<Pair>
				<TextField
					label={t`On`}
					type="date"
					min={today}
					max={addDays(today, 365)}
					value={value.day}
					onChange={(event) => onChange({ ...value, day: event.target.value })}
				/>
				<TextField
					label={t`At`}
					type="time"
					hint={t`On the clock of ${zone}.`}
					value={value.time}
					onChange={(event) => onChange({ ...value, time: event.target.value })}
				/>
			</Pair>
		</Stack>
	);
}
