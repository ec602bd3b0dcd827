import { useLingui } from '@lingui/react/macro';
import classes from './SelectBox.module.css';
import type { Selection, Sharable } from './useSelection';

/** Selects one entry for what is done with many. */
export function SelectBox({
	entry,
	selection,
}: {
	entry: Sharable & { title: string };
	selection: Selection;
}) {
	const { t } = useLingui();
	return (
		<label className={classes.hit}>
			<input
				type="checkbox"
				aria-label={t`Select “${entry.title}”`}
				checked={selection.chosen.has(entry.id)}
				onChange={() => selection.toggle(entry)}
			/>
		</label>
	);
}
