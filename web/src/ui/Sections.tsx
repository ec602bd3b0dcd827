import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
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
	const nav = useRef<HTMLElement>(null);
	// On small screens the list is a strip that scrolls: what is open must be in sight.
	useEffect(() => {
		const strip = nav.current;
		const open = strip?.querySelector<HTMLElement>('[aria-current=page]');
		if (!strip || !open) return;
		const [outer, inner] = [strip.getBoundingClientRect(), open.getBoundingClientRect()];
		strip.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
	}, []);
	return (
		<div className={classes.layout}>
			<nav ref={nav} className={classes.nav} aria-label={label}>
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
