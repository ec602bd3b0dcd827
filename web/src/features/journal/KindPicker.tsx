import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { Kind } from '@/gql/graphql';
import { KindBadge, kinds } from './KindBadge';
import classes from './Pickers.module.css';

interface KindPickerProps {
	value: Kind;
	onChange: (kind: Kind) => void;
	/** Without its heading, for the small box; screen readers still get it. */
	compact?: boolean;
}

/** What an entry is: one of the kinds, all in view. */
export function KindPicker({ value, onChange, compact = false }: KindPickerProps) {
	const name = useId();
	return (
		<fieldset className={classes.group}>
			<legend className={compact ? classes.quiet : classes.legend}>
				<Trans>Kind</Trans>
			</legend>
			<div className={classes.chips} data-compact={compact || undefined}>
				{kinds.map((kind) => (
					<label key={kind} className={classes.chip}>
						<input
							type="radio"
							name={name}
							value={kind}
							checked={value === kind}
							onChange={() => onChange(kind)}
						/>
						<KindBadge kind={kind} />
					</label>
				))}
			</div>
		</fieldset>
	);
}
