import { type ReactNode, useId } from 'react';
import classes from './Card.module.css';

interface CardProps {
	/** The heading; without one the card is only a surface. */
	title?: ReactNode;
	/** Beside the heading: a link or a small control. */
	aside?: ReactNode;
	/** Heading level within the page. */
	level?: 2 | 3;
	children: ReactNode;
	className?: string;
	/** Makes the card a target for links within the page. */
	id?: string;
}

/** A surface with a hairline. With a title it is a labelled region. */
export function Card({ title, aside, level = 2, children, className, id: anchor }: CardProps) {
	const id = useId();
	const Heading = level === 2 ? 'h2' : 'h3';
	const style = className ? `${classes.card} ${className}` : classes.card;
	if (!title)
		return (
			<div id={anchor} className={style}>
				{children}
			</div>
		);
	return (
		<section id={anchor} className={style} aria-labelledby={id}>
			<div className={classes.head}>
				<Heading id={id}>{title}</Heading>
				{aside ? <div className={classes.aside}>{aside}</div> : null}
			</div>
			{children}
		</section>
	);
}
