import { useSyncExternalStore } from 'react';

/** Which of the two dialogs that keys open is open. */
export type OpenDialog = 'palette' | 'shortcuts' | undefined;

let open: OpenDialog;
const listeners = new Set<() => void>();

function set(next: OpenDialog): void {
	open = next;
	for (const listener of listeners) listener();
}

/** Opens the command palette. */
export const openPalette = (): void => set('palette');

/** Opens the list of shortcuts. */
export const openShortcuts = (): void => set('shortcuts');

/** Closes whichever is open. */
export const closeDialogs = (): void => set(undefined);

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Which one is open. */
export function useOpenDialog(): OpenDialog {
	return useSyncExternalStore(subscribe, () => open);
}
