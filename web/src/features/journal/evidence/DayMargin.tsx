import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Sparkles } from 'lucide-react';
import { useId, useState } from 'react';
import { type EntryCardFragment, EvidenceDaysDocument, EvidenceDocument } from '@/gql/graphql';
import { addDays, type CivilDate, formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { ErrorNote } from '@/ui/ErrorNote';
import classes from './DayMargin.module.css';
import { Items } from './Items';
import { useCite } from './useCite';
import type { IntoForm } from './useIntoForm';

export interface DayMarginProps {
	day: CivilDate;
	/** The entries of the day: one of them can be chosen to cite in. */
	entries?: readonly EntryCardFragment[];
	/** The form beside it, where one is open; else the form of a new entry is opened. */
	form?: IntoForm;
	/** Stands open from the beginning. */
	open?: boolean;
}

/** The first and the last day of a month: the days of one are asked for together. */
function monthOf(day: CivilDate): { from: CivilDate; to: CivilDate } {
	const from = `${day.slice(0, 7)}-01`;
	return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) };
}

/** What other sources know of a day, beside it. Nothing stands there when they know nothing. */
export function DayMargin({ day, entries = [], form, open = false }: DayMarginProps) {
	const { t } = useLingui();
	const id = useId();
	const [shown, setShown] = useState(open);
	const days = useQuery(gqlQuery(EvidenceDaysDocument, monthOf(day)));
	const count = days.data?.viewer?.evidenceDays.find((d) => d.day === day)?.items ?? 0;
	if (count === 0) return null;
	const name = formatCivil(day, intlLocale(i18n.locale), { day: 'numeric', month: 'long' });
	return (
		<aside className={classes.margin} aria-label={t`Seen elsewhere on ${name}`} data-margin>
			<button
				type="button"
				className={classes.head}
				aria-expanded={shown}
				aria-controls={id}
				onClick={() => setShown(!shown)}
			>
				<Trans>Seen elsewhere</Trans>
				<span className={`num ${classes.count}`}>
					<Plural value={count} one="# commit" other="# commits" />
				</span>
				<ChevronDown size={16} aria-hidden className={classes.mark} />
			</button>
			<div id={id} hidden={!shown}>
				{shown ? <Known day={day} entries={entries} form={form} /> : null}
			</div>
		</aside>
	);
}

interface KnownProps {
	day: CivilDate;
	entries: readonly EntryCardFragment[];
	form: IntoForm | undefined;
}

/** The items of a day, and what can be made of them. */
function Known({ day, entries, form }: KnownProps) {
	const { t } = useLingui();
	const { data, error, refetch } = useQuery(gqlQuery(EvidenceDocument, { day }));
	const cite = useCite();
	const [target, setTarget] = useState('');
	const evidence = data?.viewer?.evidence;
	if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
	if (!evidence) {
		return (
			<div role="status" aria-label={t`Being fetched`} className={classes.body}>
				<Skeleton height={90} radius="md" />
			</div>
		);
	}
	const choices = entries.filter((entry) => !entry.draft);
	const chosen = choices.find((entry) => entry.id === target);
	const take = (reference: string) => {
		if (form) return form.cite(reference);
		if (chosen) return void cite.inEntry(chosen, reference);
		cite.inNew(day, `- ${reference}\n`);
	};
	const { draft } = evidence;
	return (
		<div className={classes.body}>
			<Button
				variant="default"
				size="xs"
				leftSection={<Sparkles size={14} aria-hidden />}
				onClick={() => (form ? form.suggest(draft) : cite.inNew(day, draft))}
			>
				<Trans>Draft a text from this</Trans>
			</Button>
			{choices.length > 0 && !form ? (
				<label className={classes.target}>
					<span>
						<Trans>Cite in</Trans>
					</span>
					<select value={target} onChange={(event) => setTarget(event.target.value)}>
						<option value="">{t`A new entry`}</option>
						{choices.map((entry) => (
							<option key={entry.id} value={entry.id}>
								{entry.title}
							</option>
						))}
					</select>
				</label>
			) : null}
			{evidence.groups.map((group) => (
				<Items key={group.entryId} group={group} citations={evidence.citations} onCite={take} />
			))}
		</div>
	);
}
