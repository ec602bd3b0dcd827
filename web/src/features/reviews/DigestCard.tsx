import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Copy, Download } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { DigestDocument, type DigestQuery } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { formatCivil, formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { CheckField, TextField } from '@/ui/Field';
import classes from './Review.module.css';

type Digest = NonNullable<DigestQuery['viewer']>['digest'];
/** How many lines of a section are shown at first. */
const firstLines = 15;

type Line = Digest['sections'][number]['lines'][number];

/** The period in lines, made by rules; each line opens its entries. To copy and to take along. */
export function DigestCard({ period }: { period: string }) {
	const { t } = useLingui();
	const [query, setQuery] = useState('');
	const [brag, setBrag] = useState(false);
	const asked = useSettledText(query.trim());
	const { data, error, refetch } = useQuery({
		...gqlQuery(
			DigestDocument,
			{ period, shape: brag ? 'BRAG' : 'FULL', query: asked },
			{ keep: asked === '' },
		),
		placeholderData: keepPreviousData,
	});
	const digest = data?.viewer?.digest;
	const problem = digest?.problems[0]?.message;
	return (
		<Card title={t`What it came to`}>
			<div className={classes.narrow}>
				<TextField
					label={t`Only what this search finds`}
					placeholder="#go kind:done"
					dir="auto"
					value={query}
					maxLength={250}
					problem={problem}
					onChange={(event) => setQuery(event.target.value)}
				/>
				<CheckField
					label={t`Only what I am proud of: done, learned and decided, by tag`}
					checked={brag}
					onChange={(event) => setBrag(event.target.checked)}
				/>
			</div>
			{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
			{!digest && !error ? <Skeleton height={180} radius="md" /> : null}
			{digest ? <Sections digest={digest} /> : null}
			{digest ? <TakeAlong digest={digest} /> : null}
		</Card>
	);
}

/** What is typed, once it stands still for a moment. */
function useSettledText(text: string): string {
	const [settled, setSettled] = useState(text);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(text), 300);
		return () => clearTimeout(timer);
	}, [text]);
	return settled;
}

function Sections({ digest }: { digest: Digest }) {
	if (digest.sections.length === 0)
		return (
			<p className={classes.note}>
				<Trans>No lines: notes are left out, and so are plans whose day is over.</Trans>
			</p>
		);
	return (
		<>
			{digest.sections.map((section) => (
				<Lines key={section.group} section={section} />
			))}
			{!digest.complete || digest.sections.some((section) => section.more > 0) ? (
				<p className={classes.note}>
					<Trans>There is more than fits here: look at a shorter time.</Trans>
				</p>
			) : null}
		</>
	);
}

/** The lines of a section; of many the first ones, so that what stands below is not far away. */
function Lines({ section }: { section: Digest['sections'][number] }) {
	const [all, setAll] = useState(false);
	const list = useRef<HTMLUListElement>(null);
	const long = section.lines.length > firstLines + 5;
	const showAll = () => {
		flushSync(() => setAll(true));
		list.current?.children[firstLines]?.querySelector('a')?.focus();
	};
	return (
		<section aria-label={section.title} className={classes.section}>
			<h3>{section.title}</h3>
			<ul ref={list}>
				{section.lines.slice(0, all || !long ? undefined : firstLines).map((line) => (
					<LineItem key={`${line.entryIds[0]}${line.text}`} line={line} />
				))}
			</ul>
			{long && !all ? (
				<Button variant="subtle" size="compact-sm" onClick={showAll}>
					<Trans>Show more</Trans>
				</Button>
			) : null}
		</section>
	);
}

function LineItem({ line }: { line: Line }) {
	const locale = intlLocale(i18n.locale);
	const short = (day: string) => formatCivil(day, locale, { day: 'numeric', month: 'short' });
	const [first = '', ...others] = line.entryIds;
	return (
		<li>
			<Link to="/journal/$entryId" params={{ entryId: first }} dir="auto">
				{line.text}
			</Link>
			<span className={classes.facts}>
				{line.minutes ? <span>{formatMinutes(line.minutes, locale)}</span> : null}
				<time dateTime={line.entryDays[0]}>{short(line.entryDays[0] ?? line.day)}</time>
				{others.map((id, n) => (
					<Link key={id} to="/journal/$entryId" params={{ entryId: id }}>
						{short(line.entryDays[n + 1] ?? line.day)}
					</Link>
				))}
			</span>
		</li>
	);
}

/** Ways to copy and to save the digest as the server wrote it. */
function TakeAlong({ digest }: { digest: Digest }) {
	const { t } = useLingui();
	const forms = [
		{ name: 'Markdown', text: digest.markdown, end: 'md', type: 'text/markdown' },
		{ name: t`Text`, text: digest.text, end: 'txt', type: 'text/plain' },
		{ name: 'JSON', text: digest.json, end: 'json', type: 'application/json' },
	];
	const copy = async (text: string) => {
		try {
			await navigator.clipboard.writeText(text);
			announce(t`Copied`);
		} catch {
			announce(t`Copying is not allowed here: save it as a file.`);
		}
	};
	const save = (text: string, end: string, type: string) => {
		const url = URL.createObjectURL(new Blob([text], { type }));
		const link = document.createElement('a');
		link.href = url;
		link.download = `${digest.period.key}.${end}`;
		link.click();
		setTimeout(() => URL.revokeObjectURL(url), 10_000);
	};
	const buttons = (label: string, icon: ReactNode, run: (form: (typeof forms)[number]) => void) => (
		<fieldset className={classes.take}>
			<legend>
				{icon} {label}
			</legend>
			{forms.map((form) => (
				<Button key={form.end} variant="default" size="xs" onClick={() => run(form)}>
					{form.name}
				</Button>
			))}
		</fieldset>
	);
	return (
		<div className={classes.along}>
			{buttons(t`Copy as`, <Copy size={14} aria-hidden />, (form) => void copy(form.text))}
			{buttons(t`Save as`, <Download size={14} aria-hidden />, (form) =>
				save(form.text, form.end, form.type),
			)}
		</div>
	);
}
