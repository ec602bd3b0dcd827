import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';

/** Something that the command palette can do. */
export interface Action {
	/** Unique and stable, such as "journal.new". */
	id: string;
	/** What it does, translated: "Write an entry". */
	title: string;
	/** The heading it stands under in the palette. */
	section: 'go' | 'do' | 'settings' | 'admin' | 'help';
	/** Further translated words to find it by. */
	keywords?: string;
	icon?: ReactNode;
	/** The shortcut to show beside it, as in lib/shortcuts. */
	keys?: string;
	run: () => void;
}

type Registration = { current: readonly Action[] };

const registrations = new Set<Registration>();
const listeners = new Set<() => void>();
let snapshot: readonly Action[] = [];

function publish(): void {
	const byId = new Map<string, Action>();
	for (const registration of registrations) {
		for (const action of registration.current) {
			// The closure of today, not the one of the render that registered it.
			const run = () => registration.current.find((a) => a.id === action.id)?.run();
			byId.set(action.id, { ...action, run });
		}
	}
	snapshot = [...byId.values()];
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Puts actions into the command palette while the component is mounted. */
export function useActions(actions: readonly Action[]): void {
	const registration = useRef<readonly Action[]>(actions);
	registration.current = actions;
	const shape = actions.map((a) => `${a.id}\u0000${a.title}`).join('\u0001');
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

/** Every action that can be done now. */
export function useActionList(): readonly Action[] {
	return useSyncExternalStore(subscribe, () => snapshot);
}
