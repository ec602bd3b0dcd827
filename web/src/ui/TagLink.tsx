import { Link } from '@tanstack/react-router';
import classes from './TagLink.module.css';

interface TagLinkProps {
	name: string;
	/** Shown after the name, as a number. */
	count?: number | undefined;
}

/** A tag that leads to its entries. */
export function TagLink({ name, count }: TagLinkProps) {
	return (
		<Link to="/journal" search={{ tag: name }} className={classes.tag}>
			<bdi>{name}</bdi>
			{count === undefined ? null : <span className={classes.count}>{count}</span>}
		</Link>
	);
}
