import { useSyncExternalStore } from 'react';

/** A short message at the edge of the page, with at most one thing to do: "Undo". */
export interface Toast {
	id: number;
	message: string;
	tone: 'plain' | 'good' | 'bad';
	action?: { label: string; run: () => void };
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** How long a toast stays, in milliseconds; one that can be acted on stays longer. */
const life = { plain: 5000, action: 10_000 };

function set(next: readonly Toast[]): void {
	toasts = next;
	for (const listener of listeners) listener();
}

/** Shows a toast; gives its id. Errors stay until they are closed. */
export function showToast(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): number {
	const id = nextId++;
	const full: Toast = { tone: 'plain', ...toast, id };
	set([...toasts.slice(-2), full]);
	if (full.tone !== 'bad') holdToast(id, false);
	return id;
}

/** Takes a toast away. */
export function closeToast(id: number): void {
	clearTimeout(timers.get(id));
	timers.delete(id);
	set(toasts.filter((t) => t.id !== id));
}

/** Stops the clock of a toast while it has the focus or the pointer, and starts it again. */
export function holdToast(id: number, held: boolean): void {
	clearTimeout(timers.get(id));
	const toast = toasts.find((t) => t.id === id);
	if (!toast || held || toast.tone === 'bad') return;
	timers.set(
		id,
		setTimeout(() => closeToast(id), toast.action ? life.action : life.plain),
	);
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** The toasts to show. */
export function useToasts(): readonly Toast[] {
	return useSyncExternalStore(subscribe, () => toasts);
}
