import { type EntryFilter, SharableEntriesDocument, SharableHitsDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import type { Sharable } from './useSelection';

interface Part {
	nodes: readonly Sharable[];
	/** Where it goes on; null at the end. */
	next: string | null;
}

/** Reads one part of what matches, behind a place. */
export type Walk = (after: string | null) => Promise<Part>;

/** How many entries one selection takes from a walk. */
export const mostAtOnce = 2000;

const first = 100;

/** The entries of a timeline. */
export const walkTimeline =
	(filter: EntryFilter | null): Walk =>
	async (after) => {
		const { viewer } = await request(SharableEntriesDocument, { first, after, filter });
		const list = viewer?.entries;
		return { nodes: list?.nodes ?? [], next: next(list?.pageInfo) };
	};

/** The entries that a search finds. */
export const walkSearch =
	(query: string): Walk =>
	async (after) => {
		const { viewer } = await request(SharableHitsDocument, { query, first, after });
		const list = viewer?.search;
		return { nodes: list?.nodes.map((hit) => hit.entry) ?? [], next: next(list?.pageInfo) };
	};

function next(info: { hasNextPage: boolean; endCursor: string | null } | undefined): string | null {
	return info?.hasNextPage ? info.endCursor : null;
}

/** Everything of a walk, up to `mostAtOnce`. */
export async function walked(walk: Walk): Promise<Sharable[]> {
	const found: Sharable[] = [];
	let after: string | null = null;
	do {
		const part: Part = await walk(after);
		found.push(...part.nodes);
		after = part.next;
	} while (after !== null && found.length < mostAtOnce);
	return found.slice(0, mostAtOnce);
}
