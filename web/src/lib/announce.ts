import { useSyncExternalStore } from 'react';

/** `polite` waits for a pause of the screen reader, `assertive` interrupts it. */
export type Politeness = 'polite' | 'assertive';

interface Announcement {
	polite: string;
	assertive: string;
}

let current: Announcement = { polite: '', assertive: '' };
const listeners = new Set<() => void>();

/** Says a sentence to people who use a screen reader. The same sentence twice is said twice. */
export function announce(text: string, politeness: Politeness = 'polite'): void {
	const again = current[politeness] === text ? `${text}\u00a0` : text;
	current = { ...current, [politeness]: again };
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** The texts of the two live regions; only the shell renders them. */
export function useAnnouncements(): Announcement {
	return useSyncExternalStore(subscribe, () => current);
}
