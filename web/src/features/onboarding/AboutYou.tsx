import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Weekday } from '@/gql/graphql';
import { browserZone, formatTime, knownZones, localeWeekStart, weekdayName } from '@/lib/dates';
import type { UserError } from '@/lib/errors';
import { intlLocale } from '@/lib/i18n';
import { useUpdateViewer, useViewer } from '@/lib/viewer';
import { useErrorText } from '@/ui/ErrorNote';
import classes from './Welcome.module.css';

const starts: Weekday[] = ['MONDAY', 'SATURDAY', 'SUNDAY'];
const hours = [0, 1, 2, 3, 4, 5, 6];

/** Name, zone, the hour at which the day begins and the first day of the week. */
export function AboutYou({ onDone }: { onDone: () => void }) {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const viewer = useViewer();
	const update = useUpdateViewer();
	const errorText = useErrorText();
	const id = useId();
	const [name, setName] = useState(viewer.user.displayName);
	const [zone, setZone] = useState(browserZone);
	const [dayStart, setDayStart] = useState(viewer.dayStart);
	const [weekStart, setWeekStart] = useState(() => localeWeekStart(navigator.language));
	const [errors, setErrors] = useState<UserError[]>([]);
	const [problem, setProblem] = useState<string>();
	const [saving, setSaving] = useState(false);

	const save = async (event: FormEvent) => {
		event.preventDefault();
		setSaving(true);
		setProblem(undefined);
		try {
			const refused = await update({ displayName: name, timeZone: zone, dayStart, weekStart });
			setErrors(refused);
			if (refused.length === 0) onDone();
		} catch (error) {
			setProblem(errorText(error));
		} finally {
			setSaving(false);
		}
	};

	const nameError = errors.find((e) => e.field === 'displayName');
	const otherErrors = errors.filter((e) => e !== nameError);
	const clock = formatTime(new Date().toISOString(), locale, zone);
	return (
		<form className={classes.card} onSubmit={(event) => void save(event)}>
			<h1 tabIndex={-1}>
				<Trans>Good to have you</Trans>
			</h1>
			<p className={classes.lead}>
				<Trans>Four things, already filled in where your browser knows them.</Trans>
			</p>
			<label className={classes.field}>
				<span>
					<Trans>What should we call you?</Trans>
				</span>
				<input
					value={name}
					onChange={(event) => setName(event.target.value)}
					autoComplete="name"
					required
					dir="auto"
					aria-invalid={nameError ? true : undefined}
					aria-describedby={nameError ? `${id}-name` : undefined}
				/>
				{nameError ? (
					<span id={`${id}-name`} role="alert" className={classes.problem}>
						{nameError.message}
					</span>
				) : null}
			</label>
			<label className={classes.field}>
				<span>
					<Trans>Your time zone</Trans>
				</span>
				<select value={zone} onChange={(event) => setZone(event.target.value)}>
					{knownZones(zone).map((known) => (
						<option key={known} value={known}>
							{known.replaceAll('_', ' ')}
						</option>
					))}
				</select>
				<span className={classes.hint}>
					<Trans>It is {clock} there now.</Trans>
				</span>
			</label>
			<div className={classes.pair}>
				<label className={classes.field}>
					<span>
						<Trans>Your day begins at</Trans>
					</span>
					<select value={dayStart} onChange={(event) => setDayStart(Number(event.target.value))}>
						{[...new Set([...hours, dayStart])].map((hour) => (
							<option key={hour} value={hour}>
								{formatTime(new Date(Date.UTC(2023, 0, 1, hour)).toISOString(), locale, 'UTC')}
							</option>
						))}
					</select>
				</label>
				<label className={classes.field}>
					<span>
						<Trans>Your week begins on</Trans>
					</span>
					<select
						value={weekStart}
						onChange={(event) => setWeekStart(event.target.value as Weekday)}
					>
						{[...new Set([...starts, weekStart])].map((day) => (
							<option key={day} value={day}>
								{weekdayName(day, locale, 'long')}
							</option>
						))}
					</select>
				</label>
			</div>
			<p className={classes.hint}>
				<Trans>
					If you often work past midnight, let the day begin later: what you write at one at night
					then counts for the evening before.
				</Trans>
			</p>
			{problem || otherErrors.length > 0 ? (
				<p role="alert" className={classes.problem}>
					{problem ?? otherErrors.map((e) => e.message).join(' ')}
				</p>
			) : null}
			<Button type="submit" size="md" loading={saving}>
				{t`Go on`}
			</Button>
		</form>
	);
}
