import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { LayoutTemplate, ListTodo } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { dayOfWeek, weekdays } from '@/lib/dates';
import { readPref, writePref } from '@/lib/prefs';
import type { BlockChoice } from '../editor/useBlocks';
import { LinkButton } from '../links';
import classes from './StarterBar.module.css';
import { type Begun, useStarters } from './useStarters';

interface StarterBarProps extends Begun {
	/** Carries open tasks over by itself where the person chose that. */
	automatic?: boolean;
	/** Takes what the menu behind a slash shall offer. */
	onChoices?: (choices: readonly BlockChoice[]) => void;
}

/** Templates and open tasks above a text: offered, never forced. */
export function StarterBar({ automatic = false, onChoices, ...begun }: StarterBarProps) {
	const { t } = useLingui();
	const id = useId();
	const [open, setOpen] = useState(false);
	const { starters, day, use, carry } = useStarters(begun);
	const acts = useRef({ use, carry });
	acts.current = { use, carry };
	const templates = starters?.templates;
	const empty = begun.content.body.trim() === '';

	const carryLabel = t`Carry over open tasks`;
	const templateWord = t`Template`;
	useEffect(() => {
		onChoices?.([
			...(templates ?? []).map((template) => ({
				label: `${templateWord}: ${template.name}`,
				words: 'template',
				act: () => void acts.current.use(template),
			})),
			{
				label: carryLabel,
				words: 'open tasks rollover carry todo',
				act: () => void acts.current.carry(true),
			},
		]);
	}, [templates, carryLabel, templateWord, onChoices]);

	const wanted = automatic && empty && starters?.rollOver.automatic === true;
	useEffect(() => {
		// Once a day in this browser: what somebody took out again does not come back.
		if (!wanted || readPref('carried', '') === day) return;
		writePref('carried', day);
		void acts.current.carry(false);
	}, [wanted, day]);

	if (!starters) return null;
	const weekday = weekdays[dayOfWeek(day)];
	const offered = empty
		? starters.templates.filter((template) => weekday && template.weekdays.includes(weekday))
		: [];
	return (
		<fieldset className={`plain ${classes.bar}`} aria-label={t`Begin with`}>
			{offered.map((template) => (
				<Button
					key={template.id}
					type="button"
					variant="light"
					size="compact-md"
					leftSection={<LayoutTemplate size={15} aria-hidden />}
					onClick={() => void use(template)}
				>
					<bdi>{template.name}</bdi>
				</Button>
			))}
			<Button
				type="button"
				variant="subtle"
				color="gray"
				size="compact-md"
				aria-expanded={open}
				aria-controls={id}
				leftSection={offered.length > 0 ? undefined : <LayoutTemplate size={15} aria-hidden />}
				onClick={() => setOpen(!open)}
			>
				<Trans>Templates</Trans>
			</Button>
			<Button
				type="button"
				variant="subtle"
				color="gray"
				size="compact-md"
				leftSection={<ListTodo size={15} aria-hidden />}
				onClick={() => void carry(true)}
			>
				{carryLabel}
			</Button>
			{open ? (
				<ul id={id} className={classes.list} aria-label={t`Templates`}>
					{starters.templates.map((template) => (
						<li key={template.id}>
							<Button
								type="button"
								variant="default"
								size="compact-md"
								onClick={() => {
									setOpen(false);
									void use(template);
								}}
							>
								<bdi>{template.name}</bdi>
							</Button>
						</li>
					))}
					<li>
						<LinkButton to="/journal/templates" variant="subtle" size="compact-md">
							<Trans>Make and change templates</Trans>
						</LinkButton>
					</li>
				</ul>
			) : null}
		</fieldset>
	);
}
