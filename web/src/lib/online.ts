import { useSyncExternalStore } from 'react';

let reached = true;
const listeners = new Set<() => void>();

/** Called by the client after every request: whether the server was reached. */
export function noteReached(now: boolean): void {
	if (reached === now) return;
	reached = now;
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	window.addEventListener('online', listener);
	window.addEventListener('offline', listener);
	return () => {
		listeners.delete(listener);
		window.removeEventListener('online', listener);
		window.removeEventListener('offline', listener);
	};
}

/** Calls back when the browser says that there is a network again; gives a way to stop that. */
export function onNetwork(listener: () => void): () => void {
	window.addEventListener('online', listener);
	return () => window.removeEventListener('online', listener);
}

/** False while there is no network, or while the last request did not reach the server. */
export function useOnline(): boolean {
	return useSyncExternalStore(subscribe, () => navigator.onLine && reached);
}
