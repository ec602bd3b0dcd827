import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { TagChoicesDocument } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { gqlQuery } from '@/lib/query';
import classes from './TagPicker.module.css';

interface TagPickerProps {
	value: readonly string[];
	onChange: (tags: string[]) => void;
	/** Tags that stand in the text already, in lower case. */
	typed: ReadonlySet<string>;
	problem?: string | undefined;
}

/** A name as a tag: no sign before it, dashes in place of blanks. */
function tagName(text: string): string {
	return text.trim().replace(/^#+/, '').replace(/\s+/g, '-');
}

/** Tags beside those in the text: typed with Enter or a comma, or chosen from those used before. */
export function TagPicker({ value, onChange, typed, problem }: TagPickerProps) {
	const { t } = useLingui();
	const id = useId();
	const [text, setText] = useState('');
	const search = useDeferredValue(tagName(text));
	const { data } = useQuery(gqlQuery(TagChoicesDocument, { first: 12, search }));
	const has = (name: string) =>
		typed.has(name.toLowerCase()) || value.some((v) => v.toLowerCase() === name.toLowerCase());
	const choices = (data?.viewer?.tags ?? []).filter((tag) => !has(tag.name));

	const add = (raw: string) => {
		const names = raw.split(',').map(tagName).filter(Boolean);
		const fresh = names.filter((name, index) => !has(name) && names.indexOf(name) === index);
		setText('');
		if (fresh.length === 0) return;
		onChange([...value, ...fresh]);
		announce(t`Added: ${fresh.join(', ')}`);
	};
	const remove = (name: string) => {
		onChange(value.filter((v) => v !== name));
		announce(t`Removed: ${name}`);
	};

	return (
		<div className={classes.picker}>
			<label htmlFor={id} className={classes.label}>
				<Trans>Tags</Trans>
			</label>
			<div className={classes.box}>
				{value.map((name) => (
					<span key={name} className={classes.tag}>
						<bdi>#{name}</bdi>
						<button type="button" aria-label={t`Remove tag ${name}`} onClick={() => remove(name)}>
							<X size={14} aria-hidden />
						</button>
					</span>
				))}
				<input
					id={id}
					className={classes.input}
					list={`${id}-choices`}
					value={text}
					// Empty, the hint runs in the direction of the page.
					dir={text === '' ? undefined : 'auto'}
					autoComplete="off"
					autoCapitalize="none"
					spellCheck={false}
					placeholder={value.length === 0 ? t`Type a tag, then Enter` : ''}
					aria-describedby={problem ? `${id}-problem` : `${id}-hint`}
					aria-invalid={problem ? true : undefined}
					onChange={(event) => {
						const next = event.target.value;
						// A choice from the list arrives as a change without a key.
						const chosen = (event.nativeEvent as InputEvent).inputType === 'insertReplacementText';
						if (next.endsWith(',') || chosen) add(next);
						else setText(next);
					}}
					onBlur={() => add(text)}
					onKeyDown={(event) => {
						if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
							event.preventDefault();
							add(text);
						}
						const last = value.at(-1);
						if (event.key === 'Backspace' && text === '' && last) remove(last);
					}}
				/>
				<datalist id={`${id}-choices`}>
					{choices.map((tag) => (
						<option key={tag.id} value={tag.name} />
					))}
				</datalist>
			</div>
			{problem ? (
				<span id={`${id}-problem`} role="alert" className={classes.problem}>
					{problem}
				</span>
			) : (
				<span id={`${id}-hint`} className={classes.hint}>
					<Trans>Those that you type in the text with # count as well.</Trans>
				</span>
			)}
		</div>
	);
}
