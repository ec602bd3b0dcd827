import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
	/** What is not there yet, as a short sentence. */
	title: string;
	/** How it gets there, and why that is worth it. */
	children?: ReactNode;
	/** The one thing to do now. */
	action?: ReactNode;
	icon?: ReactNode;
}

/** Says what will stand here and how to begin. */
export function EmptyState({ title, children, action, icon }: EmptyStateProps) {
	return (
		<div className={classes.empty}>
			{icon ? <div className={classes.icon}>{icon}</div> : null}
			<p className={classes.title}>{title}</p>
			{children ? <div className={classes.text}>{children}</div> : null}
			{action}
		</div>
	);
}
