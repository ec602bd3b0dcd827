import type { ReactNode } from 'react';
import classes from './Page.module.css';

interface PageProps {
	/** The heading, and the title of the browser tab. */
	title: string;
	/** A title for the tab where it differs from the heading. */
	tabTitle?: string;
	/** One sentence under the heading. */
	lead?: ReactNode;
	/** Buttons beside the heading. */
	actions?: ReactNode;
	/** `reading` keeps lines short, `wide` uses the whole width. */
	width?: 'reading' | 'wide';
	children: ReactNode;
}

/** The frame of every page: its title, its heading (which takes the focus) and its width. */
export function Page({ title, tabTitle, lead, actions, width = 'wide', children }: PageProps) {
	return (
		<div className={classes.page} data-width={width}>
			<title>{`${tabTitle ?? title} · Tamatar`}</title>
			<header className={classes.head}>
				<div className={classes.words}>
					<h1 tabIndex={-1}>{title}</h1>
					{lead ? <p className={classes.lead}>{lead}</p> : null}
				</div>
				{actions ? <div className={classes.actions}>{actions}</div> : null}
			</header>
			{children}
		</div>
	);
}
