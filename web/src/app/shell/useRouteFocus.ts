import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { announce } from '@/lib/announce';

/**
 * After each change of the page, puts the focus where reading goes on: an element with
 * data-autofocus, else the heading. Screen readers are told the title.
 */
export function useRouteFocus(): void {
	const router = useRouter();
	useEffect(
		() =>
			router.subscribe('onRendered', (event) => {
				if (!event.fromLocation || !event.pathChanged) return;
				const main = document.getElementById('main');
				const target =
					main?.querySelector<HTMLElement>('[data-autofocus]') ??
					main?.querySelector<HTMLElement>('h1') ??
					main;
				target?.focus({ preventScroll: true });
				announce(document.title);
			}),
		[router],
	);
}
