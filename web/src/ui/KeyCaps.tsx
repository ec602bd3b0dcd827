import { keyCaps } from '@/lib/keys';
import classes from './KeyCaps.module.css';

/** A shortcut as key caps: <KeyCaps keys="mod+k" />. */
export function KeyCaps({ keys }: { keys: string }) {
	return (
		<span className={classes.caps}>
			{keyCaps(keys).map((stroke) => (
				<span key={stroke.join('+')} className={classes.stroke}>
					{stroke.map((cap) => (
						<kbd key={cap} className={classes.cap}>
							{cap}
						</kbd>
					))}
				</span>
			))}
		</span>
	);
}
