import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isTyping, matchesStroke } from './keys';
import { readPref } from './prefs';

/** A key or a sequence of keys that does something. The `?` dialog lists them all. */
export interface Shortcut {
	/** "n", "g d" (one after the other), "mod+k" (Ctrl, or Command on Apple systems). */
	keys: string;
	/** What it does, as a short translated phrase. */
	label: string;
	/** The translated heading it stands under. */
	group: string;
	run: (event: KeyboardEvent) => void;
	/** Also while a field has the focus; only for strokes with mod. */
	whileTyping?: boolean;
	/** Only shown in the list; the component handles the key itself. */
	listedOnly?: boolean;
}

type Registration = { current: readonly Shortcut[] };

const registrations = new Set<Registration>();
const listeners = new Set<() => void>();
let snapshot: readonly Shortcut[] = [];
let pending: { stroke: string; at: number } | undefined;

/** How long, in milliseconds, the second key of a sequence may take. */
const sequenceTimeout = 1200;

function publish(): void {
	snapshot = [...registrations].flatMap((r) => r.current);
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Registers shortcuts while the component is mounted. The newest registration wins a key. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
	const registration = useRef<readonly Shortcut[]>(shortcuts);
	registration.current = shortcuts;
	const shape = shortcuts.map((s) => `${s.keys}\u0000${s.label}`).join('\u0001');
	// biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the list, whose functions change with every render
	useEffect(() => {
		registrations.add(registration);
		publish();
		return () => {
			registrations.delete(registration);
			publish();
		};
	}, [shape]);
}

/** Every shortcut that works now, for the list. */
export function useShortcutList(): readonly Shortcut[] {
	return useSyncExternalStore(subscribe, () => snapshot);
}

/** Handles a key press; the app listens once on the window. */
export function handleShortcut(event: KeyboardEvent): void {
	if (event.defaultPrevented || event.isComposing) return;
	const typing = isTyping(event.target);
	const singleKeys = readPref('singleKeys', 'on') === 'on';
	const active = [...registrations].reverse().flatMap((r) => r.current);
	const now = event.timeStamp;
	const first = pending && now - pending.at < sequenceTimeout ? pending.stroke : undefined;
	pending = undefined;
	for (const shortcut of active) {
		if (shortcut.listedOnly) continue;
		const strokes = shortcut.keys.split(' ');
		const hasModifier = shortcut.keys.includes('mod+');
		if (typing && !(hasModifier && shortcut.whileTyping)) continue;
		if (!hasModifier && (!singleKeys || document.querySelector('[role="dialog"]'))) continue;
		if (first && strokes.length === 2 && strokes[0] === first) {
			if (matchesStroke(event, strokes[1] ?? '')) {
				fire(shortcut, event);
				return;
			}
		}
		if (!first && strokes.length === 1 && matchesStroke(event, strokes[0] ?? '')) {
			fire(shortcut, event);
			return;
		}
	}
	const begins = active.some(
		(s) => s.keys.includes(' ') && matchesStroke(event, s.keys.split(' ')[0] ?? ''),
	);
	if (begins && !typing) pending = { stroke: event.key.toLowerCase(), at: now };
}

function fire(shortcut: Shortcut, event: KeyboardEvent): void {
	event.preventDefault();
	shortcut.run(event);
}
