import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './Sections.module.css';

/** One part of a page that has several. */
export interface Section {
	to: NonNullable<LinkProps['to']>;
	label: string;
}

/** A page of several parts: their list beside the part that is open; above it on small screens. */
export function Sections({
	label,
	sections,
	children,
}: {
	label: string;
	sections: readonly Section[];
	children: ReactNode;
}) {
	return (
		<div className={classes.layout}>
			<nav className={classes.nav} aria-label={label}>
				{sections.map((section) => (
					<Link key={section.to} to={section.to} activeOptions={{ exact: true }}>
						{section.label}
					</Link>
				))}
			</nav>
			<div className={classes.content}>{children}</div>
		</div>
	);
}
