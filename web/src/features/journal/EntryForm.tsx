import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { Suspense, useId, useLayoutEffect, useRef, useState } from 'react';
import { addDays } from '@/lib/dates';
import type { UserError } from '@/lib/errors';
import { useShortcuts } from '@/lib/shortcuts';
import { Pair, TextField } from '@/ui/Field';
import { KeyCaps } from '@/ui/KeyCaps';
import { AudienceField } from './AudienceField';
import { type EntryContent, typedTags } from './content';
import { DraftNote } from './DraftNote';
import classes from './EntryForm.module.css';
import { EntryEditor } from './editor/EntryEditor';
import type { TextPort } from './editor/types';
import type { BlockChoice } from './editor/useBlocks';
import { KindPicker } from './KindPicker';
import { parseMinutes } from './minutes';
import { ScalePicker, useScaleWords } from './ScalePicker';
import { SizeCounter, tooLarge, useSizeProblem } from './SizeCounter';
import { ScheduleFields } from './sharing/late';
import type { ScheduleWish } from './sharing/useScheduleWish';
import { TagPicker } from './TagPicker';
import { StarterBar } from './templates/late';
import type { useKeptDraft } from './useKeptDraft';
import { useToday } from './useToday';

interface EntryFormProps {
	draft: ReturnType<typeof useKeptDraft>;
	/** Names the form for screen readers. */
	label: string;
	saveLabel: string;
	saving: boolean;
	/** What the server said about the last try. */
	problems: readonly UserError[];
	/** The last try did not reach the server; the text is kept. */
	unreached?: boolean;
	/** When it is opened by itself, and to whom. */
	schedule: {
		wish: ScheduleWish | null;
		setWish: (wish: ScheduleWish | null) => void;
	};
	/** Open tasks may be carried over by themselves: the entry is a new one. */
	fresh?: boolean;
	onSave: () => void;
	onLeave: () => void;
}

const shownFields = new Set([
	'body',
	'minutes',
	'day',
	'tags',
	'audience',
	'mood',
	'energy',
	'kind',
]);

/** The whole form of an entry: its text, and what can be said beside it. */
export function EntryForm({
	draft,
	label,
	saveLabel,
	saving,
	problems,
	unreached = false,
	schedule,
	fresh = false,
	onSave,
	onLeave,
}: EntryFormProps) {
	const { t } = useLingui();
	const id = useId();
	const { content, change } = draft;
	const words = useScaleWords();
	const [tried, setTried] = useState(false);
	const tooLong = useSizeProblem(content.body);
	const of = (field: string) => problems.find((p) => p.field === field)?.message;
	const rest = problems.filter((p) => !p.field || !shownFields.has(p.field));
	const badMinutes = !parseMinutes(content.minutes).ok;
	const bodyProblem =
		tooLong ?? of('body') ?? (tried && isEmpty(content) ? t`There is no text yet.` : undefined);

	const save = () => {
		setTried(true);
		const now = draft.now();
		if (isEmpty(now) || tooLarge(now.body) || badMinutes || saving) return;
		onSave();
	};
	const port = useRef<TextPort>(null);
	const [starters, setStarters] = useState<readonly BlockChoice[]>([]);
	const form = useRef<HTMLFormElement>(null);
	const before = useRef<HTMLElement>(null);
	// While the answer is on its way nothing can be typed that would not be in it.
	useLayoutEffect(() => {
		const active = document.activeElement;
		if (saving && active instanceof HTMLElement && form.current?.contains(active)) {
			before.current = active;
		}
		if (!saving && before.current) {
			before.current.focus({ preventScroll: true });
			before.current = null;
		}
	}, [saving]);
	const group = t`Writing`;
	useShortcuts([
		{ keys: 'mod+enter', label: t`Save the entry`, group, run: save, whileTyping: true },
		{ keys: 'mod+shift+p', label: t`Preview, and back`, group, run: () => {}, listedOnly: true },
		{ keys: 'escape', label: t`Leave; what you typed is kept`, group, run: onLeave },
	]);

	if (!draft.ready) return <Skeleton height={420} radius="lg" />;
	return (
		<form
			aria-label={label}
			ref={form}
			className={classes.form}
			inert={saving}
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				save();
			}}
		>
			<DraftNote draft={draft} />
			<Suspense fallback={null}>
				<StarterBar
					port={port}
					content={content}
					change={change}
					automatic={fresh && content.day === null}
					onChoices={setStarters}
				/>
			</Suspense>
			<EntryEditor
				key={draft.generation}
				initial={content.body}
				text={content.body}
				onChange={draft.type}
				onSave={save}
				onLeave={onLeave}
				autoFocus
				invalid={bodyProblem !== undefined}
				describedBy={bodyProblem ? `${id}-body` : `${id}-size`}
				port={port}
				starters={starters}
			>
				{bodyProblem ? (
					<span id={`${id}-body`} role="alert" className={classes.problem}>
						{bodyProblem}
					</span>
				) : (
					<span>
						<Trans>Kept on this device while you type.</Trans>
					</span>
				)}
				<SizeCounter id={`${id}-size`} text={content.body} />
			</EntryEditor>

			<div className={classes.facts}>
				<KindPicker value={content.kind} onChange={(kind) => change({ kind })} />
				<Pair>
					<TextField
						label={t`Time spent`}
						hint={t`Optional: 90, 1h 30 or 1:30.`}
						problem={
							of('minutes') ??
							(badMinutes && (tried || content.minutes.length > 2)
								? t`Give a time such as 45, 1h 30 or 1:30, up to 24 hours.`
								: undefined)
						}
						value={content.minutes}
						autoComplete="off"
						spellCheck={false}
						onChange={(event) => change({ minutes: event.target.value })}
					/>
					<DayField value={content.day} problem={of('day')} onChange={(day) => change({ day })} />
				</Pair>
				<Pair>
					<TagPicker
						value={content.tags}
						typed={typedTags(content.body)}
						problem={of('tags')}
						onChange={(tags) => change({ tags })}
					/>
					<AudienceField
						value={content.audience}
						problem={of('audience')}
						onChange={(audience) => change({ audience })}
					/>
				</Pair>
				<Suspense fallback={null}>
					<ScheduleFields
						audience={content.audience}
						value={schedule.wish}
						onChange={schedule.setWish}
					/>
				</Suspense>
				<Pair>
					<ScalePicker
						label={t`Mood`}
						words={words.mood}
						value={content.mood}
						onChange={(mood) => change({ mood })}
					/>
					<ScalePicker
						label={t`Energy`}
						words={words.energy}
						value={content.energy}
						onChange={(energy) => change({ energy })}
					/>
				</Pair>
			</div>

			{rest.map((problem) => (
				<p key={problem.code} role="alert" className={classes.problem}>
					{problem.message}
				</p>
			))}
			<div className={classes.foot}>
				<Button type="submit" size="md" loading={saving}>
					{unreached ? <Trans>Try again</Trans> : saveLabel}
				</Button>
				<Button type="button" size="md" variant="subtle" color="gray" onClick={onLeave}>
					<Trans>Leave</Trans>
				</Button>
				<span className={classes.keys} aria-hidden="true">
					<KeyCaps keys="mod+enter" />
				</span>
			</div>
		</form>
	);
}

function isEmpty({ body }: EntryContent): boolean {
	return body.trim() === '';
}

interface DayFieldProps {
	value: string | null;
	problem: string | undefined;
	onChange: (day: string | null) => void;
}

/** The day of an entry; today when nothing is chosen. */
function DayField({ value, problem, onChange }: DayFieldProps) {
	const { t } = useLingui();
	const today = useToday();
	const hint =
		value && value !== today.day
			? undefined
			: today.still
				? t`Still ${today.still}: your day has not begun yet.`
				: t`Today. Choose another day to write it up later.`;
	return (
		<TextField
			label={t`Day`}
			type="date"
			hint={hint}
			problem={problem}
			min="1970-01-01"
			max={addDays(today.day, 365)}
			value={value ?? today.day}
			onChange={(event) => {
				const day = event.target.value;
				onChange(day === '' || day === today.day ? null : day);
			}}
		/>
	);
}
