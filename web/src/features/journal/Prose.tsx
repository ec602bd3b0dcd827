import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { ServerHtml } from '@/ui/ServerHtml';
import classes from './Prose.module.css';

/** Text that the server rendered, in the look of an entry. Each block runs in its own direction. */
export function Prose({ html, className }: { html: string; className?: string | undefined }) {
	const frame = useRef<HTMLDivElement>(null);
	const { t } = useLingui();
	const label = t`Code`;
	// biome-ignore lint/correctness/useExhaustiveDependencies: other text has other blocks
	useEffect(() => {
		for (const block of frame.current?.querySelectorAll('pre') ?? []) reachable(block, label);
	}, [html, label]);
	return (
		<div ref={frame} className={classes.frame}>
			<ServerHtml html={html} dir="auto" className={`${classes.prose} ${className ?? ''}`.trim()} />
		</div>
	);
}

/** What scrolls sideways can be scrolled by keyboard, and says what it is. */
function reachable(block: HTMLElement, label: string): void {
	if (block.scrollWidth <= block.clientWidth) return;
	block.tabIndex = 0;
	block.setAttribute('role', 'region');
	block.setAttribute('aria-label', label);
}
