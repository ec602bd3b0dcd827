import type { Viewer } from '@/lib/viewer';

/** Where a card stands where there is room: in the wide column, the narrow one, or across both. */
export type Column = 'main' | 'side' | 'full';

/** The cards of the dashboard in their usual order. The names are kept in the account, so they stay. */
const columns = {
	today: 'main',
	streak: 'side',
	next: 'side',
	year: 'full',
	weeks: 'main',
	tags: 'side',
} as const satisfies Record<string, Column>;

export type CardName = keyof typeof columns;

export interface Place {
	name: CardName;
	hidden: boolean;
}

/** Cards that stand together: one across the page, or two columns beside each other. */
export type Band = { full: CardName } | { main: CardName[]; side: CardName[] };

const usual = Object.keys(columns) as CardName[];

/** The usual arrangement. */
export const usualPlaces: readonly Place[] = usual.map((name) => ({ name, hidden: false }));

/**
 * The person's order. What this version does not know is left out; a card that is newer than the arrangement stands
 * after the one it usually follows.
 */
export function placesOf(saved: Viewer['dashboard'] | undefined): Place[] {
	// An answer kept by an older version for times without a network has none.
	const places = (saved ?? []).filter((card): card is Place => card.name in columns);
	for (const [i, name] of usual.entries()) {
		if (places.some((p) => p.name === name)) continue;
		const before = places.findIndex((p) => p.name === usual[i - 1]);
		places.splice(before + 1, 0, { name, hidden: false });
	}
	return places;
}

/** The visible cards as they stand on the page. */
export function bandsOf(places: readonly Place[]): Band[] {
	const bands: Band[] = [];
	for (const { name, hidden } of places) {
		if (hidden) continue;
		const column: Column = columns[name];
		let last = bands.at(-1);
		if (column === 'full') {
			bands.push({ full: name });
			continue;
		}
		if (!last || 'full' in last) {
			last = { main: [], side: [] };
			bands.push(last);
		}
		last[column].push(name);
	}
	return bands;
}

/** Moves a card by one step that can be seen: passing a card of the other column changes nothing on the page. */
export function moved(places: readonly Place[], name: CardName, by: 1 | -1): Place[] {
	const next = [...places];
	const before = JSON.stringify(bandsOf(places));
	for (;;) {
		const at = next.findIndex((p) => p.name === name);
		const [here, there] = [next[at], next[at + by]];
		if (!here || !there) return next;
		next[at] = there;
		next[at + by] = here;
		if (here.hidden || JSON.stringify(bandsOf(next)) !== before) return next;
	}
}
