import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ChooseRollOverDocument, type RollOverPlace } from '@/gql/graphql';
import { request } from '@/lib/client';
import type { UserError } from '@/lib/errors';
import { Card } from '@/ui/Card';
import { useErrorText } from '@/ui/ErrorNote';
import { CheckField, Form, Row, SelectField, TextField } from '@/ui/Field';
import { showToast } from '@/ui/toasts';
import type { RollOver } from './collect';

/** How open tasks are carried over: when, whereto, and what becomes of the old ones. */
export function RollOverForm({ chosen }: { chosen: RollOver }) {
	const { t } = useLingui();
	const queryClient = useQueryClient();
	const errorText = useErrorText();
	const [how, setHow] = useState(chosen);
	const [errors, setErrors] = useState<readonly UserError[]>([]);
	const [busy, setBusy] = useState(false);
	const set = (part: Partial<RollOver>) => setHow({ ...how, ...part });
	const of = (field: string) => errors.find((e) => e.field === field)?.message;

	const save = async () => {
		setBusy(true);
		try {
			const input = { ...how, heading: how.heading.trim(), doneHeading: how.doneHeading.trim() };
			const { chooseRollOver } = await request(ChooseRollOverDocument, { input });
			setErrors(chooseRollOver.errors);
			if (chooseRollOver.errors.length > 0) return;
			await queryClient.invalidateQueries({ queryKey: ['Starters'] });
			showToast({ tone: 'good', message: t`Saved.` });
		} catch (error) {
			setErrors([{ code: 'thrown', message: errorText(error) }]);
		} finally {
			setBusy(false);
		}
	};

	return (
		<Card title={t`Open tasks`}>
			<p>
				<Trans>
					Tasks that are not ticked are carried over from the last day that left some, so from
					Friday to Monday. None is carried twice.
				</Trans>
			</p>
			<Form label={t`Open tasks`} onSubmit={() => void save()}>
				<CheckField
					label={t`Carry them over by themselves when I begin an entry`}
					checked={how.automatic}
					onChange={(event) => set({ automatic: event.target.checked })}
				/>
				<SelectField
					label={t`Where they go`}
					value={how.place}
					problem={of('place')}
					onChange={(event) => set({ place: event.target.value as RollOverPlace })}
				>
					<option value="START">{t`At the start of the text`}</option>
					<option value="END">{t`At the end of the text`}</option>
					<option value="HEADING">{t`Under a heading`}</option>
				</SelectField>
				{how.place === 'HEADING' ? (
					<TextField
						label={t`Heading of open tasks`}
						value={how.heading}
						problem={of('heading')}
						maxLength={80}
						onChange={(event) => set({ heading: event.target.value })}
					/>
				) : null}
				<TextField
					label={t`Heading of what was done`}
					hint={t`What was done on that day goes under it. Left empty, it is not brought along.`}
					value={how.doneHeading}
					problem={of('doneHeading')}
					maxLength={80}
					onChange={(event) => set({ doneHeading: event.target.value })}
				/>
				<CheckField
					label={t`Take them out of the old entry`}
					hint={t`Once the new entry is saved. The history of the old one keeps them.`}
					checked={how.takeOut}
					onChange={(event) => set({ takeOut: event.target.checked })}
				/>
				{errors
					.filter((e) => !['place', 'heading', 'doneHeading'].includes(e.field ?? ''))
					.map((problem) => (
						<p key={problem.code} role="alert">
							{problem.message}
						</p>
					))}
				<Row>
					<Button type="submit" loading={busy}>
						<Trans>Save</Trans>
					</Button>
				</Row>
			</Form>
		</Card>
	);
}
