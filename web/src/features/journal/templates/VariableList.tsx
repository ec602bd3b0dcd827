import { Trans, useLingui } from '@lingui/react/macro';
import { browserZone } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Stack } from '@/ui/Field';
import { useToday } from '../useToday';
import classes from './Templates.module.css';
import { dateValues } from './variables';

/** What can stand in a template, and what it stands for now. */
export function VariableList() {
	const { t, i18n } = useLingui();
	const { day } = useToday();
	const values = dateValues(day, new Date(), browserZone(), intlLocale(i18n.locale));
	const rows: [string, string][] = [
		...Object.entries(values),
		['open tasks', t`unchecked tasks of the last day that left some`],
		['done yesterday', t`what was done on the previous day with entries`],
		['commits', t`commits imported for the day before`],
	];
	return (
		<Stack>
			<p>
				<Trans>
					They are filled when a template is used, for the day of the entry. A name that nobody
					knows stays as it is typed.
				</Trans>
			</p>
			<dl className={classes.vars}>
				{rows.map(([name, value]) => (
					<div key={name} className={classes.pair}>
						<dt>{`{{${name}}}`}</dt>
						<dd>
							<bdi>{value}</bdi>
						</dd>
					</div>
				))}
			</dl>
		</Stack>
	);
}
