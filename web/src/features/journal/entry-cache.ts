import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { EntryCardFragment, EntryQuery, TimelineQuery } from '@/gql/graphql';

/** Queries that show entries; they are read again after a write. */
export const entryQueries = [
	'Dashboard',
	'YearHeatmap',
	'Timeline',
	'EntryHistory',
	'EntryNamed',
	'SearchEntries',
	'Trash',
	'TagChoices',
	'Review',
	'Digest',
	'Evidence',
	'EvidenceDays',
] as const;

type Pages = InfiniteData<TimelineQuery>;
type Nodes = readonly EntryCardFragment[];

function mapTimelines(client: QueryClient, change: (nodes: Nodes) => Nodes): void {
	client.setQueriesData<Pages>({ queryKey: ['Timeline'] }, (old) => {
		if (!old || !('pages' in old)) return old;
		return {
			...old,
			pages: old.pages.map((page) => {
				if (!page.viewer) return page;
				const { entries } = page.viewer;
				const nodes = [...change(entries.nodes)];
				return { ...page, viewer: { ...page.viewer, entries: { ...entries, nodes } } };
			}),
		};
	});
}

function refresh(client: QueryClient, without?: string): void {
	for (const name of entryQueries) {
		const refetchType = name === without ? 'none' : 'active';
		void client.invalidateQueries({ queryKey: [name], refetchType });
	}
}

/** Tells the pages that show entries what has changed, at once. */
export interface EntryCache {
	/** A new entry, or one back from the trash. */
	added: (entry: EntryCardFragment) => void;
	/** An entry with other content. */
	changed: (entry: EntryCardFragment) => void;
	/** An entry that went to the trash, or for good. */
	removed: (id: string) => void;
	/** Nothing is known but that something changed. */
	refresh: () => void;
}

/** Keeps the cached lists in line with what the person does. */
export function entryCache(client: QueryClient): EntryCache {
	const put = (entry: EntryCardFragment) =>
		client.setQueriesData<EntryQuery>({ queryKey: ['Entry', { id: entry.id }] }, (old) =>
			old?.entry ? { ...old, entry: { ...old.entry, ...entry } } : old,
		);
	return {
		added(entry) {
			put(entry);
			refresh(client);
		},
		changed(entry) {
			let moved = false;
			mapTimelines(client, (nodes) =>
				nodes.map((node) => {
					if (node.id !== entry.id) return node;
					if (node.day !== entry.day) moved = true;
					return { ...node, ...entry };
				}),
			);
			put(entry);
			refresh(client, moved ? undefined : 'Timeline');
		},
		removed(id) {
			mapTimelines(client, (nodes) => nodes.filter((node) => node.id !== id));
			void client.invalidateQueries({ queryKey: ['Entry', { id }] });
			refresh(client);
		},
		refresh: () => refresh(client),
	};
}

/** The cache of entries of this app. */
export function useEntryCache(): EntryCache {
	const client = useQueryClient();
	return useMemo(() => entryCache(client), [client]);
}
