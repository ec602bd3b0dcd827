import { useState } from 'react';
import type { Audience } from '@/gql/graphql';

/** What must be known of an entry to change who may see it. */
export interface Sharable {
	id: string;
	audience: Audience;
	draft: boolean;
}

/** The entries that were selected, each with who may see it. */
export interface Selection {
	chosen: ReadonlyMap<string, Sharable>;
	toggle: (entry: Sharable) => void;
	add: (entries: readonly Sharable[]) => void;
	clear: () => void;
	/** Ends the selecting. */
	end: () => void;
}

/** The selecting of entries: nothing until it begins. */
export function useSelection(): { selection: Selection | undefined; begin: () => void } {
	const [chosen, setChosen] = useState<ReadonlyMap<string, Sharable>>();
	const empty: ReadonlyMap<string, Sharable> = new Map();
	const add = (entries: readonly Sharable[]) =>
		setChosen((old) => new Map([...(old ?? empty), ...entries.map((e) => [e.id, e] as const)]));
	const toggle = (entry: Sharable) =>
		setChosen((old) => {
			const next = new Map(old);
			if (!next.delete(entry.id)) next.set(entry.id, entry);
			return next;
		});
	return {
		begin: () => setChosen(empty),
		selection: chosen && {
			chosen,
			toggle,
			add,
			clear: () => setChosen(empty),
			end: () => setChosen(undefined),
		},
	};
}
