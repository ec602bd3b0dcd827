import { useLingui } from '@lingui/react/macro';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ServerHtml } from '@/ui/ServerHtml';
import classes from './Prose.module.css';
import { drawDiagrams, drawFormulas, nameCallouts } from './prose-extras';

/** The attribute of the element whose children are the blocks of a text. */
export const proseMark = 'data-prose';

/** Text that the server rendered, in the look of an entry. Each block runs in its own direction. */
export function Prose({ html, className }: { html: string; className?: string | undefined }) {
	const frame = useRef<HTMLDivElement>(null);
	const { t } = useLingui();
	const router = useRouter({ warn: false });
	const label = t`Code`;
	// biome-ignore lint/correctness/useExhaustiveDependencies: other text has other blocks
	useEffect(() => {
		for (const block of frame.current?.querySelectorAll('pre') ?? []) reachable(block, label);
		if (!frame.current) return;
		nameCallouts(frame.current);
		void drawFormulas(frame.current).catch(() => {});
		return drawDiagrams(frame.current);
	}, [html, label]);
	// Links to entries stay within the app, as its own links do.
	useEffect(() => {
		const box = frame.current;
		const follow = (event: MouseEvent) => {
			const link = (event.target as Element).closest<HTMLAnchorElement>(
				'a.entry-link, a[href*="/app/journal?day="]',
			);
			if (!link || !router || event.button !== 0 || link.origin !== location.origin) return;
			if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
			event.preventDefault();
			router.history.push(`${link.pathname}${link.search}`);
		};
		box?.addEventListener('click', follow);
		return () => box?.removeEventListener('click', follow);
	}, [router]);
	return (
		<div ref={frame} className={classes.frame}>
			<ServerHtml
				{...{ [proseMark]: '' }}
				html={html}
				dir="auto"
				className={`${classes.prose} ${className ?? ''}`.trim()}
			/>
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
