import { i18n } from '@lingui/core';
import { Plural, Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { addDays, formatCivil, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import classes from './DaySection.module.css';
import type { DayGroup } from './day-groups';
import { EntryCard } from './EntryCard';
import { DayMargin } from './evidence/late';
import type { Selection } from './sharing/useSelection';
import type { EntryActs } from './useEntryActs';
import { useToday } from './useToday';

interface DaySectionProps {
	group: DayGroup<EntryCardFragment>;
	acts: EntryActs;
	onDelete: (entry: EntryCardFragment) => void;
	/** While entries are selected. */
	selection?: Selection | undefined;
	/** It is the only day that is shown. */
	alone?: boolean;
}

/** The entries of one day under its heading, which stays in view, with what they come to. */
export function DaySection({ group, acts, onDelete, selection, alone = false }: DaySectionProps) {
	const id = useId();
	const locale = intlLocale(i18n.locale);
	const today = useToday();
	const day = formatCivil(group.day, locale, { weekday: 'long', day: 'numeric', month: 'long' });
	const year = group.day.slice(0, 4);
	const full = year === today.day.slice(0, 4) ? day : formatCivil(group.day, locale);
	return (
		<section className={classes.day} aria-labelledby={id}>
			<div className={classes.head}>
				<h2 id={id}>
					<time dateTime={group.day}>
						{group.day === today.day ? <Trans>Today, {full}</Trans> : null}
						{group.day === addDays(today.day, -1) ? <Trans>Yesterday, {full}</Trans> : null}
						{group.day < addDays(today.day, -1) || group.day > today.day ? full : null}
					</time>
				</h2>
				{group.complete ? (
					<p className={`num ${classes.total}`}>
						<Plural value={group.entries.length} one="# entry" other="# entries" />
						{group.minutes > 0 ? ` · ${formatMinutes(group.minutes, locale)}` : null}
					</p>
				) : null}
			</div>
			<div className={classes.entries}>
				{group.entries.map((entry) => (
					<EntryCard
						key={entry.id}
						entry={entry}
						acts={acts}
						onDelete={onDelete}
						selection={selection}
					/>
				))}
			</div>
			<DayMargin day={group.day} entries={group.entries} open={alone} />
		</section>
	);
}
