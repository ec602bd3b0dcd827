import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import classes from './Pickers.module.css';

/** The words for mood and energy from 1 (low) to 5 (high). */
export function useScaleWords(): { mood: readonly string[]; energy: readonly string[] } {
	const { t } = useLingui();
	return {
		mood: [t`Bad`, t`Low`, t`Okay`, t`Good`, t`Great`],
		energy: [t`Drained`, t`Tired`, t`Steady`, t`Lively`, t`Full of energy`],
	};
}

interface ScalePickerProps {
	label: string;
	words: readonly string[];
	value: number | null;
	onChange: (value: number | null) => void;
}

/** One of five steps, each with a word; it can be left out. */
export function ScalePicker({ label, words, value, onChange }: ScalePickerProps) {
	const { t } = useLingui();
	const name = useId();
	return (
		<fieldset className={classes.group}>
			<legend className={classes.legend}>{label}</legend>
			<div className={classes.scale}>
				{words.map((word, index) => (
					<label key={word} className={classes.step} title={word}>
						<input
							type="radio"
							name={name}
							value={index + 1}
							checked={value === index + 1}
							aria-label={word}
							onChange={() => onChange(index + 1)}
						/>
						<span aria-hidden="true" className="num">
							{index + 1}
						</span>
					</label>
				))}
				<span className={classes.word} aria-hidden="true">
					{value === null ? t`Not said` : words[value - 1]}
				</span>
				{value === null ? null : (
					<button
						type="button"
						className={classes.clear}
						aria-label={t`Leave out: ${label}`}
						onClick={() => onChange(null)}
					>
						{t`Leave out`}
					</button>
				)}
			</div>
		</fieldset>
	);
}
