import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useCallback } from 'react';
import { useShortcuts } from '@/lib/shortcuts';

/** The entry that has the focus, or that holds what has it. */
function currentId(list: HTMLElement | null): string | undefined {
	const active = document.activeElement;
	if (!list?.contains(active)) return undefined;
	return active?.closest<HTMLElement>('[data-entry]')?.dataset.entry;
}

function items(list: HTMLElement | null): HTMLElement[] {
	return [...(list?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])];
}

interface EntryKeys {
	/** Puts the focus on the entry after one that is about to go, or on the one before it. */
	focusNeighbour: (id: string) => void;
}

/** Moves through entries with j and k; o opens, e edits, # deletes. */
export function useEntryKeys(
	list: RefObject<HTMLElement | null>,
	onDelete: (id: string) => void,
	onEnd: () => void,
): EntryKeys {
	const { t } = useLingui();
	const navigate = useNavigate();

	const step = (by: 1 | -1) => {
		const all = items(list.current);
		const id = currentId(list.current);
		const at = all.findIndex((item) => item.dataset.entry === id);
		const next = at < 0 ? all.find(isBelowTop) : all[at + by];
		if (!next && by === 1) onEnd();
		next?.focus({ preventScroll: true });
		next?.scrollIntoView({ block: 'nearest' });
	};
	const withCurrent = (act: (id: string) => void) => () => {
		const id = currentId(list.current);
		if (id) act(id);
	};

	const focusNeighbour = useCallback(
		(id: string) => {
			const all = items(list.current);
			const at = all.findIndex((item) => item.dataset.entry === id);
			const next = all[at + 1] ?? all[at - 1];
			if (next) next.focus({ preventScroll: true });
			else document.querySelector<HTMLElement>('#main h1')?.focus();
		},
		[list],
	);

	const group = t`Journal`;
	const open = (id: string) => void navigate({ to: '/journal/$entryId', params: { entryId: id } });
	useShortcuts([
		{ keys: 'j', label: t`Next entry`, group, run: () => step(1) },
		{ keys: 'k', label: t`Previous entry`, group, run: () => step(-1) },
		{ keys: 'o', label: t`Open the entry`, group, run: withCurrent(open) },
		{ keys: 'enter', label: t`Open the entry`, group, run: () => {}, listedOnly: true },
		{
			keys: 'e',
			label: t`Edit the entry`,
			group,
			run: withCurrent(
				(id) =>
					void navigate({
						to: '/journal/$entryId',
						params: { entryId: id },
						search: { edit: true },
					}),
			),
		},
		{ keys: '#', label: t`Delete the entry`, group, run: withCurrent(onDelete) },
	]);
	return { focusNeighbour };
}

/** True for what is not scrolled away behind the header. */
function isBelowTop(item: HTMLElement): boolean {
	return item.getBoundingClientRect().bottom > 120;
}
