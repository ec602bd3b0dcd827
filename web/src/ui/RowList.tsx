import type { ReactNode } from 'react';
import classes from './RowList.module.css';

/** Things under each other, each with its words and what can be done with it. */
export function RowList({ label, children }: { label: string; children: ReactNode }) {
	return (
		<ul className={classes.list} aria-label={label}>
			{children}
		</ul>
	);
}

/** One thing of a RowList. */
export function RowItem({
	title,
	mark,
	detail,
	children,
}: {
	title: ReactNode;
	/** A small sign beside the title. */
	mark?: ReactNode;
	detail?: ReactNode;
	/** Buttons. */
	children?: ReactNode;
}) {
	return (
		<li className={classes.row}>
			<div className={classes.words}>
				<span>
					<span className={classes.title}>{title}</span> {mark}
				</span>
				{detail ? <span className={classes.detail}>{detail}</span> : null}
			</div>
			{children ? <div className={classes.side}>{children}</div> : null}
		</li>
	);
}

/** A small sign with a word in it. */
export function Sign({
	tone = 'good',
	children,
}: {
	tone?: 'good' | 'warn' | 'bad';
	children: ReactNode;
}) {
	return (
		<span className={classes.mark} data-tone={tone}>
			{children}
		</span>
	);
}
