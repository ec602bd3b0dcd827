import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Search as SearchIcon } from 'lucide-react';
import { type RefObject, useDeferredValue, useId, useState } from 'react';
import { TagChoicesDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { completions, wordAt } from './operators';
import classes from './Search.module.css';

interface SearchFieldProps {
	field: RefObject<HTMLInputElement | null>;
	text: string;
	onChange: (text: string) => void;
}

/** The line to type in, with completions for operators and tags: arrows choose, Enter or Tab takes. */
export function SearchField({ field, text, onChange }: SearchFieldProps) {
	const { t } = useLingui();
	const id = useId();
	const [cursor, setCursor] = useState(text.length);
	const [chosen, setChosen] = useState(-1);
	const [shut, setShut] = useState(true);
	const { from, word } = wordAt(text, cursor);
	const tagged = /^(#|tag:)/i.test(word);
	const part = useDeferredValue(word.replace(/^(#|tag:)/i, ''));
	const { data } = useQuery({
		...gqlQuery(TagChoicesDocument, { first: 8, search: part }),
		enabled: tagged,
	});
	const tags = (data?.viewer?.tags ?? []).map((tag) => tag.name);
	const choices = shut ? [] : completions(word, tagged ? tags : []);

	const take = (choice: string) => {
		const sign = /^[-!]/.exec(text.slice(from))?.[0] ?? '';
		const head = text.slice(0, from) + sign + choice + (choice.endsWith(':') ? '' : ' ');
		onChange(head + text.slice(cursor).trimStart());
		setChosen(-1);
		setCursor(head.length);
		requestAnimationFrame(() => {
			field.current?.focus();
			field.current?.setSelectionRange(head.length, head.length);
		});
	};
	const move = (step: number) => {
		const n = choices.length;
		setChosen((c) => (c < 0 && step < 0 ? n - 1 : (c + step + n) % n));
	};
	const at = chosen < choices.length ? chosen : -1;

	return (
		<search className={classes.box}>
			<label htmlFor={id} className={classes.label}>
				<Trans>Words, “phrases”, #tags or code</Trans>
			</label>
			<div className={classes.field}>
				<SearchIcon size={20} aria-hidden />
				<input
					ref={field}
					id={id}
					data-autofocus
					role="combobox"
					aria-expanded={choices.length > 0}
					aria-controls={`${id}-choices`}
					aria-autocomplete="list"
					aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
					type="search"
					enterKeyHint="search"
					autoComplete="off"
					autoCapitalize="none"
					spellCheck={false}
					dir="auto"
					value={text}
					onChange={(event) => {
						onChange(event.target.value);
						setCursor(event.target.selectionStart ?? event.target.value.length);
						setChosen(-1);
						setShut(false);
					}}
					onBlur={() => setShut(true)}
					onKeyDown={(event) => {
						if (choices.length === 0) return;
						if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
							event.preventDefault();
							move(event.key === 'ArrowDown' ? 1 : -1);
						} else if (event.key === 'Escape') {
							event.preventDefault();
							setShut(true);
						} else if ((event.key === 'Enter' || event.key === 'Tab') && at >= 0) {
							event.preventDefault();
							take(choices[at] ?? '');
						}
					}}
				/>
			</div>
			<div
				id={`${id}-choices`}
				role="listbox"
				aria-label={t`Completions`}
				className={classes.choices}
				hidden={choices.length === 0}
			>
				{choices.map((choice, index) => (
					// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
					<div
						key={choice}
						id={`${id}-${index}`}
						role="option"
						tabIndex={-1}
						aria-selected={index === at}
						className={classes.choice}
						onMouseDown={(event) => event.preventDefault()}
						onClick={() => take(choice)}
					>
						<bdi>{choice}</bdi>
					</div>
				))}
			</div>
		</search>
	);
}
