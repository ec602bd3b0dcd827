import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { PreviewDayDocument } from '@/gql/graphql';
import {
	browserZone,
	formatCivil,
	formatInstant,
	knownZones,
	weekdayName,
	weekdays,
} from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useUpdateViewer, useViewer, type Viewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Form, Pair, Row, SelectField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { showToast } from '@/ui/toasts';
import { ProblemList } from './ProblemList';
import { SettingsPage } from './SettingsPage';
import { useProblems } from './useProblems';

export const Route = createLazyRoute('/shell/settings/time')({ component: TimePage });

const hours = Array.from({ length: 12 }, (_, hour) => hour);

function TimePage() {
	const { t } = useLingui();
	const viewer = useViewer();
	const update = useUpdateViewer();
	const locale = intlLocale(i18n.locale);
	const problems = useProblems('timeZone', 'dayStart', 'weekStart');
	const [zone, setZone] = useState(viewer.timeZone);
	const [dayStart, setDayStart] = useState(viewer.dayStart);
	const [weekStart, setWeekStart] = useState<Viewer['weekStart']>(viewer.weekStart);
	const [busy, setBusy] = useState(false);
	const here = browserZone();
	const dayChanges = zone !== viewer.timeZone || dayStart !== viewer.dayStart;

	const save = async () => {
		setBusy(true);
		try {
			if (problems.take(await update({ timeZone: zone, dayStart, weekStart }))) {
				showToast({ tone: 'good', message: t`Saved.` });
			}
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};

	return (
		<SettingsPage
			title={t`Day and week`}
			lead={t`When your day begins and ends. What you have logged keeps its day, whatever you change here.`}
		>
			<Card>
				<Form onSubmit={() => void save()}>
					<SelectField
						label={t`Time zone`}
						value={zone}
						problem={problems.of('timeZone')}
						hint={
							here === zone ? undefined : (
								<Button variant="transparent" size="compact-sm" onClick={() => setZone(here)}>
									<Trans>This device is in {here}: use that</Trans>
								</Button>
							)
						}
						onChange={(event) => setZone(event.target.value)}
					>
						{knownZones(zone).map((name) => (
							<option key={name} value={name}>
								{name.replaceAll('_', ' ')}
							</option>
						))}
					</SelectField>
					<Pair>
						<SelectField
							label={t`My day begins at`}
							hint={t`Night owl? Until then, the evening before still counts.`}
							value={dayStart}
							problem={problems.of('dayStart')}
							onChange={(event) => setDayStart(Number(event.target.value))}
						>
							{hours.map((hour) => (
								<option key={hour} value={hour}>
									{new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(
										hour * 3_600_000,
									)}
								</option>
							))}
						</SelectField>
						<SelectField
							label={t`My week begins on`}
							value={weekStart}
							problem={problems.of('weekStart')}
							onChange={(event) => setWeekStart(event.target.value as Viewer['weekStart'])}
						>
							{weekdays.map((day) => (
								<option key={day} value={day}>
									{weekdayName(day, locale, 'long')}
								</option>
							))}
						</SelectField>
					</Pair>
					{dayChanges ? <DayPreview zone={zone} dayStart={dayStart} /> : null}
					<ProblemList problems={problems} />
					<Row>
						<Button
							type="submit"
							loading={busy}
							disabled={!dayChanges && weekStart === viewer.weekStart}
						>
							<Trans>Save</Trans>
						</Button>
					</Row>
				</Form>
			</Card>
		</SettingsPage>
	);
}

/** What the change does to today, before it is saved. */
function DayPreview({ zone, dayStart }: { zone: string; dayStart: number }) {
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const preview = useQuery(gqlQuery(PreviewDayDocument, { timeZone: zone, dayStart })).data
		?.previewDay;
	if (!preview) return null;
	const now = formatCivil(preview.currentDay, locale);
	const nowUntil = formatInstant(preview.currentEndsAt, locale, viewer.timeZone);
	const then = formatCivil(preview.previewDay, locale);
	const thenUntil = formatInstant(preview.previewEndsAt, locale, zone);
	return (
		<Note>
			<p>
				<Trans>
					Now it is {now}, until {nowUntil}.
				</Trans>
			</p>
			<p>
				<Trans>
					With this change it is {then}, until {thenUntil}. No entry moves to another day.
				</Trans>
			</p>
		</Note>
	);
}
