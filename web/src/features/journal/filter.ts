import type { EntryFilter } from '@/gql/graphql';
import type { TimelineSearch } from './routes';

/** What the server is asked for an address of the timeline; null when nothing narrows it. */
export function entryFilter(search: TimelineSearch): EntryFilter | null {
	const filter: EntryFilter = {};
	const from = search.day ?? search.from;
	const to = search.day ?? search.to;
	if (from) filter.from = from;
	if (to) filter.to = to;
	if (search.tag) filter.tags = [search.tag];
	if (search.kind) filter.kinds = [search.kind];
	if (search.drafts) filter.drafts = true;
	return Object.keys(filter).length === 0 ? null : filter;
}

/** One part of the filter that can be taken away by itself. */
export type FilterPart = 'day' | 'range' | 'tag' | 'kind' | 'drafts';

/** The parts that narrow the timeline now. A day outdoes a range. */
export function filterParts(search: TimelineSearch): FilterPart[] {
	const parts: FilterPart[] = [];
	if (search.day) parts.push('day');
	else if (search.from || search.to) parts.push('range');
	if (search.kind) parts.push('kind');
	if (search.tag) parts.push('tag');
	if (search.drafts) parts.push('drafts');
	return parts;
}

/** The address without one part of the filter. */
export function withoutPart(search: TimelineSearch, part: FilterPart): TimelineSearch {
	const { day, from, to, tag, kind, drafts } = search;
	const next: TimelineSearch = {};
	if (day && part !== 'day') next.day = day;
	if (from && part !== 'range') next.from = from;
	if (to && part !== 'range') next.to = to;
	if (tag && part !== 'tag') next.tag = tag;
	if (kind && part !== 'kind') next.kind = kind;
	if (drafts && part !== 'drafts') next.drafts = drafts;
	return next;
}
