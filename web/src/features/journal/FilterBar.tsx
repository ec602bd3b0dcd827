import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { type Kind, TagChoicesDocument } from '@/gql/graphql';
import { type CivilDate, formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { CheckField, SelectField, TextField } from '@/ui/Field';
import classes from './FilterBar.module.css';
import { type FilterPart, filterParts, withoutPart } from './filter';
import { kinds, useKindNames } from './KindBadge';
import type { TimelineSearch } from './routes';

interface FilterBarProps {
	search: TimelineSearch;
	onChange: (search: TimelineSearch) => void;
}

/** What narrows the timeline: a panel to choose, and a chip for each part to take it away again. */
export function FilterBar({
	search,
	onChange,
	children,
}: FilterBarProps & {
	/** Further links, at the end of the row. */
	children?: ReactNode;
}) {
	const { t } = useLingui();
	const id = useId();
	const [open, setOpen] = useState(false);
	const parts = filterParts(search);
	const label = usePartLabel(search);
	return (
		<div className={classes.bar}>
			<div className={classes.row}>
				<Button
					variant="default"
					leftSection={<ListFilter size={16} aria-hidden />}
					aria-expanded={open}
					aria-controls={id}
					onClick={() => setOpen(!open)}
				>
					<Trans>Filter</Trans>
				</Button>
				{parts.length > 0 ? (
					<ul className={classes.chips} aria-label={t`Active filters`}>
						{parts.map((part) => (
							<li key={part}>
								<button
									type="button"
									className={classes.chip}
									aria-label={t`Remove filter: ${label(part)}`}
									onClick={() => onChange(withoutPart(search, part))}
								>
									<bdi>{label(part)}</bdi>
									<X size={15} aria-hidden />
								</button>
							</li>
						))}
					</ul>
				) : null}
				{parts.length > 1 ? (
					<Button variant="subtle" color="gray" onClick={() => onChange({})}>
						<Trans>Clear all</Trans>
					</Button>
				) : null}
				{children ? <div className={classes.end}>{children}</div> : null}
			</div>
			<div id={id} hidden={!open}>
				{open ? <FilterPanel search={search} onChange={onChange} /> : null}
			</div>
		</div>
	);
}

function usePartLabel(search: TimelineSearch): (part: FilterPart) => string {
	const { t } = useLingui();
	const names = useKindNames();
	const date = (day: CivilDate) =>
		formatCivil(day, intlLocale(i18n.locale), { dateStyle: 'medium' });
	const range = (from: CivilDate | undefined, to: CivilDate | undefined) => {
		if (from && to) return `${date(from)} – ${date(to)}`;
		return from ? t`From ${date(from)}` : t`Until ${date(to ?? '')}`;
	};
	return (part) => {
		switch (part) {
			case 'day':
				return date(search.day ?? '');
			case 'range':
				return range(search.from, search.to);
			case 'kind':
				return search.kind ? names[search.kind] : '';
			case 'tag':
				return `#${search.tag}`;
			case 'drafts':
				return t`Imported drafts`;
		}
	};
}

function FilterPanel({ search, onChange }: FilterBarProps) {
	const { t } = useLingui();
	const names = useKindNames();
	const { data } = useQuery(gqlQuery(TagChoicesDocument, { first: 100, search: '' }));
	const tags = data?.viewer?.tags.map((tag) => tag.name) ?? [];
	const known = search.tag && !tags.includes(search.tag) ? [search.tag, ...tags] : tags;
	const from = search.day ?? search.from ?? '';
	const to = search.day ?? search.to ?? '';
	const set = (part: FilterPart, change: TimelineSearch) =>
		onChange({ ...withoutPart(search, part), ...change });
	const setRange = (nextFrom: string, nextTo: string) => {
		const rest = withoutPart(withoutPart(search, 'day'), 'range');
		onChange({
			...rest,
			...(nextFrom ? { from: nextFrom } : {}),
			...(nextTo ? { to: nextTo } : {}),
		});
	};
	return (
		<div className={classes.panel}>
			<SelectField
				label={t`Kind`}
				value={search.kind ?? ''}
				onChange={(event) =>
					set('kind', event.target.value ? { kind: event.target.value as Kind } : {})
				}
			>
				<option value="">{t`All kinds`}</option>
				{kinds.map((kind) => (
					<option key={kind} value={kind}>
						{names[kind]}
					</option>
				))}
			</SelectField>
			<SelectField
				label={t`Tag`}
				value={search.tag ?? ''}
				onChange={(event) => set('tag', event.target.value ? { tag: event.target.value } : {})}
			>
				<option value="">{t`All tags`}</option>
				{known.map((name) => (
					<option key={name} value={name}>
						{name}
					</option>
				))}
			</SelectField>
			<TextField
				label={t`From`}
				type="date"
				value={from}
				max={to || undefined}
				onChange={(event) => setRange(event.target.value, to)}
			/>
			<TextField
				label={t`To`}
				type="date"
				value={to}
				min={from || undefined}
				onChange={(event) => setRange(from, event.target.value)}
			/>
			<CheckField
				label={t`Only imported drafts`}
				checked={search.drafts === true}
				onChange={(event) => set('drafts', event.target.checked ? { drafts: true } : {})}
			/>
		</div>
	);
}
