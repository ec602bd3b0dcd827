import { useLingui } from '@lingui/react/macro';
import { type RefObject, useCallback } from 'react';
import { useShortcuts } from '@/lib/shortcuts';

/** What the keys do to the notice that has the focus. */
interface InboxKeys {
	open: (id: string) => void;
	archive: (id: string) => void;
	remove: (id: string) => void;
	read: (id: string) => void;
	select: (id: string) => void;
}

function items(list: HTMLElement | null): HTMLElement[] {
	return [...(list?.querySelectorAll<HTMLElement>('[data-notice]') ?? [])];
}

function currentId(list: HTMLElement | null): string | undefined {
	const active = document.activeElement;
	if (!list?.contains(active)) return undefined;
	return active?.closest<HTMLElement>('[data-notice]')?.dataset.notice;
}

/** Moves through notices with j and k; o opens, e archives, x selects, m marks, # deletes. */
export function useInboxKeys(list: RefObject<HTMLElement | null>, acts: InboxKeys) {
	const { t } = useLingui();
	const step = (by: 1 | -1) => {
		const all = items(list.current);
		const at = all.findIndex((item) => item.dataset.notice === currentId(list.current));
		const next = at < 0 ? all[0] : all[at + by];
		next?.focus({ preventScroll: true });
		next?.scrollIntoView({ block: 'nearest' });
	};
	const withCurrent = (act: (id: string) => void) => () => {
		const id = currentId(list.current);
		if (id) act(id);
	};
	/** Puts the focus on the notice after one that is about to go, or on the one before it. */
	const leave = useCallback(
		(id: string) => {
			const all = items(list.current);
			const at = all.findIndex((item) => item.dataset.notice === id);
			const next = all[at + 1] ?? all[at - 1];
			if (next) next.focus({ preventScroll: true });
			else document.querySelector<HTMLElement>('#main h1')?.focus();
		},
		[list],
	);
	const group = t`Notifications`;
	useShortcuts([
		{ keys: 'j', label: t`Next notification`, group, run: () => step(1) },
		{ keys: 'k', label: t`Previous notification`, group, run: () => step(-1) },
		{ keys: 'o', label: t`Open`, group, run: withCurrent(acts.open) },
		{ keys: 'x', label: t`Select`, group, run: withCurrent(acts.select) },
		{ keys: 'e', label: t`Archive`, group, run: withCurrent(acts.archive) },
		{ keys: 'm', label: t`Mark as read or unread`, group, run: withCurrent(acts.read) },
		{ keys: '#', label: t`Delete`, group, run: withCurrent(acts.remove) },
	]);
	return { leave };
}
