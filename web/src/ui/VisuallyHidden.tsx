import type { ReactNode } from 'react';
import classes from './VisuallyHidden.module.css';

/** Text for people who use a screen reader only. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
	return <span className={classes.hidden}>{children}</span>;
}
