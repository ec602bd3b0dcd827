import type { ReactNode } from 'react';
import classes from './Note.module.css';

/** A remark in place. A bad one is spoken at once. */
export function Note({
	tone = 'plain',
	children,
}: {
	tone?: 'plain' | 'good' | 'bad';
	children: ReactNode;
}) {
	return (
		<div className={classes.note} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
			{children}
		</div>
	);
}
