import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import {
	ClearDaysOffDocument,
	type DayOffKind,
	SaveStreakRulesDocument,
	SetDaysOffDocument,
	StreakRulesDocument,
	type StreakRulesQuery,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { addDays, civilDayAt, formatCivil, startOfWeek, weekdayName, weekdays } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { CheckField, Form, Pair, Row, SelectField, TextField } from '@/ui/Field';
import { RowItem, RowList } from '@/ui/RowList';
import { showToast } from '@/ui/toasts';
import { groupDaysOff } from './days-off';
import { ProblemList } from './ProblemList';
import { SettingsPage } from './SettingsPage';
import { useProblems } from './useProblems';

export const Route = createLazyRoute('/shell/settings/streak')({ component: StreakPage });

type Rules = NonNullable<StreakRulesQuery['viewer']>['streakSettings'];

/** Queries that a change of the rules touches. */
const touched = ['StreakRules', 'Dashboard', 'YearHeatmap'];

function useRefresh() {
	const client = useQueryClient();
	return () => {
		for (const key of touched) void client.invalidateQueries({ queryKey: [key] });
	};
}

function useToday() {
	const viewer = useViewer();
	return civilDayAt(new Date(), viewer.timeZone, viewer.dayStart);
}

function StreakPage() {
	const { t } = useLingui();
	const today = useToday();
	const query = useQuery(
		gqlQuery(StreakRulesDocument, { from: addDays(today, -180), to: addDays(today, 180) }),
	);
	const viewer = query.data?.viewer;
	return (
		<SettingsPage
			title={t`Streak`}
			lead={t`A streak should serve you. Days off neither break it nor make it longer.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={280} radius="lg" /> : null}
			{viewer ? (
				<>
					<Card title={t`Rules`}>
						<RulesForm rules={viewer.streakSettings} />
					</Card>
					<Card title={t`Sick days and holidays`}>
						<DaysOff days={viewer.daysOff} today={today} />
					</Card>
				</>
			) : null}
		</SettingsPage>
	);
}

function RulesForm({ rules }: { rules: Rules }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const refresh = useRefresh();
	const problems = useProblems('restDays', 'freezeEvery', 'freezeMax');
	const [restDays, setRestDays] = useState(rules.restDays);
	const [freezeEvery, setFreezeEvery] = useState(rules.freezeEvery);
	const [freezeMax, setFreezeMax] = useState(rules.freezeMax);
	const [busy, setBusy] = useState(false);
	const first = weekdays.indexOf(viewer.weekStart);
	const week = [...weekdays.slice(first), ...weekdays.slice(0, first)];

	const save = async () => {
		setBusy(true);
		try {
			const answer = await request(SaveStreakRulesDocument, {
				input: { restDays, freezeEvery, freezeMax },
			});
			if (problems.take(answer.updateStreakSettings.errors)) {
				refresh();
				showToast({ tone: 'good', message: t`Saved.` });
			}
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};

	return (
		<Form onSubmit={() => void save()}>
			<fieldset className="plain">
				<legend>
					<Trans>Rest days, every week</Trans>
				</legend>
				<Row>
					{week.map((day) => (
						<CheckField
							key={day}
							label={weekdayName(day, locale, 'long')}
							checked={restDays.includes(day)}
							onChange={(event) =>
								setRestDays(
									event.target.checked ? [...restDays, day] : restDays.filter((d) => d !== day),
								)
							}
						/>
					))}
				</Row>
			</fieldset>
			<Pair>
				<TextField
					label={t`Active days that earn a freeze`}
					hint={t`A freeze saves the streak on a missed day. 0 switches freezes off.`}
					type="number"
					min={0}
					max={365}
					value={freezeEvery}
					problem={problems.of('freezeEvery')}
					onChange={(event) => setFreezeEvery(event.target.valueAsNumber || 0)}
				/>
				<TextField
					label={t`Freezes kept at most`}
					type="number"
					min={0}
					max={30}
					value={freezeMax}
					problem={problems.of('freezeMax')}
					onChange={(event) => setFreezeMax(event.target.valueAsNumber || 0)}
				/>
			</Pair>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" loading={busy}>
					<Trans>Save the rules</Trans>
				</Button>
			</Row>
		</Form>
	);
}

interface DaysOffProps {
	days: NonNullable<StreakRulesQuery['viewer']>['daysOff'];
	today: string;
}

function DaysOff({ days, today }: DaysOffProps) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const refresh = useRefresh();
	const problems = useProblems('from', 'to');
	const [from, setFrom] = useState(today);
	const [to, setTo] = useState(addDays(startOfWeek(today, viewer.weekStart), 6));
	const [kind, setKind] = useState<DayOffKind>('VACATION');
	const names: Record<DayOffKind, string> = { SICK: t`Sick`, VACATION: t`Holiday` };

	const attempt = async (act: () => Promise<Parameters<typeof problems.take>[0]>) => {
		try {
			if (problems.take(await act())) refresh();
		} catch (error) {
			problems.takeThrown(error);
		}
	};
	const clear = (range: { from: string; to: string }) =>
		attempt(async () => (await request(ClearDaysOffDocument, range)).clearDaysOff.errors);

	return (
		<>
			<Form
				onSubmit={() =>
					void attempt(
						async () =>
							(await request(SetDaysOffDocument, { input: { from, to, kind } })).setDaysOff.errors,
					)
				}
			>
				<Pair>
					<TextField
						label={t`From`}
						type="date"
						value={from}
						problem={problems.of('from')}
						onChange={(event) => setFrom(event.target.value)}
					/>
					<TextField
						label={t`To`}
						type="date"
						value={to}
						problem={problems.of('to')}
						onChange={(event) => setTo(event.target.value)}
					/>
					<SelectField
						label={t`Reason`}
						value={kind}
						onChange={(event) => setKind(event.target.value as DayOffKind)}
					>
						{Object.entries(names).map(([value, name]) => (
							<option key={value} value={value}>
								{name}
							</option>
						))}
					</SelectField>
				</Pair>
				<ProblemList problems={problems} />
				<Row>
					<Button type="submit" variant="default">
						<Trans>Mark these days</Trans>
					</Button>
				</Row>
			</Form>
			<RowList label={t`Marked days`}>
				{groupDaysOff(days).map((range) => (
					<RowItem
						key={range.from}
						title={names[range.kind]}
						detail={
							range.from === range.to
								? formatCivil(range.from, locale)
								: `${formatCivil(range.from, locale, { dateStyle: 'medium' })} – ${formatCivil(range.to, locale, { dateStyle: 'medium' })}`
						}
					>
						<Button variant="subtle" color="gray" size="xs" onClick={() => void clear(range)}>
							<Trans>Clear</Trans>
						</Button>
					</RowItem>
				))}
			</RowList>
		</>
	);
}
