import { Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { QuickCapture } from '@/features/journal/public';
import classes from './Welcome.module.css';

/** The first entry, in one line. */
export function FirstEntry({ onSaved }: { onSaved: () => void }) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	return (
		<div className={classes.card}>
			<h1 ref={heading} tabIndex={-1}>
				<Trans>Now your first line</Trans>
			</h1>
			<p className={classes.lead}>
				<Trans>
					What moved today? Something you fixed, read, decided, or are stuck on. A sentence is
					plenty, and nobody else can see it.
				</Trans>
			</p>
			<QuickCapture place="first" rows={3} autoFocus onSaved={onSaved} />
		</div>
	);
}
