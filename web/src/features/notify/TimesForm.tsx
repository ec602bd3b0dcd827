import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemList } from '@/features/settings/public';
import { type NotificationChoicesFragment, SaveNotificationTimesDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { weekdayName, weekdays } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { CheckField, Form, Pair, Row, TextField } from '@/ui/Field';
import { useSaveChoices } from './useChoices';

/** Quiet hours, reminder and digest, all in the person's zone. */
export function TimesForm({ settings }: { settings: NotificationChoicesFragment }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const { save, problems } = useSaveChoices('quietFrom', 'quietTo', 'digestTime', 'reminderTime');
	const [quiet, setQuiet] = useState(settings.quietFrom !== null);
	const [quietFrom, setQuietFrom] = useState(settings.quietFrom ?? '22:00');
	const [quietTo, setQuietTo] = useState(settings.quietTo ?? '07:00');
	const [remind, setRemind] = useState(settings.reminderTime !== null);
	const [reminderTime, setReminderTime] = useState(settings.reminderTime ?? '18:00');
	const [reminderDays, setReminderDays] = useState(settings.reminderDays);
	const [digestTime, setDigestTime] = useState(settings.digestTime);
	const [busy, setBusy] = useState(false);
	const first = weekdays.indexOf(viewer.weekStart);
	const week = [...weekdays.slice(first), ...weekdays.slice(0, first)];
	const { timeZone } = settings;

	const submit = async () => {
		setBusy(true);
		await save(
			async () =>
				(
					await request(SaveNotificationTimesDocument, {
						input: {
							quietFrom: quiet ? quietFrom : null,
							quietTo: quiet ? quietTo : null,
							digestTime,
							reminderTime: remind ? reminderTime : null,
							reminderDays,
						},
					})
				).updateNotificationSettings,
		);
		setBusy(false);
	};

	return (
		<Form onSubmit={() => void submit()} label={t`Times`}>
			<p>
				<Trans>
					All times are in your zone, <strong>{timeZone}</strong>.{' '}
					<Link to="/settings/time">Change the zone</Link>
				</Trans>
			</p>
			<CheckField
				label={t`Quiet hours`}
				hint={t`Mail and push wait until they are over. Mail about security does not wait.`}
				checked={quiet}
				onChange={(event) => setQuiet(event.target.checked)}
			/>
			{quiet ? (
				<Pair>
					<TextField
						label={t`Quiet from`}
						type="time"
						value={quietFrom}
						problem={problems.of('quietFrom')}
						onChange={(event) => setQuietFrom(event.target.value)}
					/>
					<TextField
						label={t`Quiet until`}
						type="time"
						value={quietTo}
						problem={problems.of('quietTo')}
						onChange={(event) => setQuietTo(event.target.value)}
					/>
				</Pair>
			) : null}
			<CheckField
				label={t`Remind me to log my day`}
				hint={t`Only on days with nothing logged yet, and never on days off.`}
				checked={remind}
				onChange={(event) => setRemind(event.target.checked)}
			/>
			{remind ? (
				<>
					<TextField
						label={t`Remind me at`}
						type="time"
						value={reminderTime}
						problem={problems.of('reminderTime')}
						onChange={(event) => setReminderTime(event.target.value)}
					/>
					<fieldset className="plain">
						<legend>
							<Trans>On these days</Trans>
						</legend>
						<Row>
							{week.map((day) => (
								<CheckField
									key={day}
									label={weekdayName(day, locale, 'long')}
									checked={reminderDays.includes(day)}
									onChange={(event) =>
										setReminderDays(
											event.target.checked
												? [...reminderDays, day]
												: reminderDays.filter((d) => d !== day),
										)
									}
								/>
							))}
						</Row>
					</fieldset>
				</>
			) : null}
			<TextField
				label={t`Digests come at`}
				hint={t`The weekly ones on the first day of your week.`}
				type="time"
				value={digestTime}
				problem={problems.of('digestTime')}
				onChange={(event) => setDigestTime(event.target.value)}
			/>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" loading={busy}>
					<Trans>Save the times</Trans>
				</Button>
			</Row>
		</Form>
	);
}
