import { useSyncExternalStore } from 'react';
import { named } from './base';

/** Small choices that belong to this browser, not to the account. */
const prefix = named('tamatar.');
const listeners = new Set<() => void>();
const memory = new Map<string, string>();

/** Reads a choice; `fallback` when there is none or storage is forbidden. */
export function readPref(name: string, fallback: string): string {
	try {
		return localStorage.getItem(prefix + name) ?? memory.get(name) ?? fallback;
	} catch {
		return memory.get(name) ?? fallback;
	}
}

/** Keeps a choice, and tells every component that uses it. */
export function writePref(name: string, value: string): void {
	memory.set(name, value);
	try {
		localStorage.setItem(prefix + name, value);
	} catch {
		// Kept for this page only.
	}
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	window.addEventListener('storage', listener);
	return () => {
		listeners.delete(listener);
		window.removeEventListener('storage', listener);
	};
}

/** A choice as state: [value, set]. */
export function usePref(name: string, fallback: string): [string, (value: string) => void] {
	const value = useSyncExternalStore(subscribe, () => readPref(name, fallback));
	return [value, (next) => writePref(name, next)];
}
