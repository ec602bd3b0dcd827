import { createRoute } from '@tanstack/react-router';
import type { Kind } from '@/gql/graphql';
import { isCivil } from '@/lib/dates';
import { shellRoute } from '@/lib/root-route';

/** What narrows the timeline; it stands in the address, so that a view can be shared and kept. */
export interface TimelineSearch {
	/** One day: from and to at once. */
	day?: string;
	from?: string;
	to?: string;
	tag?: string;
	kind?: Kind;
	drafts?: true;
}

const kinds: readonly string[] = [
	'DONE',
	'LEARNED',
	'BLOCKED',
	'PLAN',
	'NOTE',
	'DECISION',
	'MEETING',
] satisfies Kind[];

function civil(value: unknown): string | undefined {
	return typeof value === 'string' && isCivil(value) ? value : undefined;
}

/** Reads the address; what is not understood is left out. */
export function timelineSearch(raw: Record<string, unknown>): TimelineSearch {
	const search: TimelineSearch = {};
	const day = civil(raw.day);
	const from = civil(raw.from);
	const to = civil(raw.to);
	if (day) search.day = day;
	if (from) search.from = from;
	if (to) search.to = to;
	if (typeof raw.tag === 'string' || typeof raw.tag === 'number') search.tag = String(raw.tag);
	if (typeof raw.kind === 'string' && kinds.includes(raw.kind)) search.kind = raw.kind as Kind;
	if (raw.drafts === true) search.drafts = true;
	return search;
}

const timelineRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/journal',
	validateSearch: timelineSearch,
}).lazy(() => import('./Timeline.lazy').then((m) => m.Route));

const newEntryRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/journal/new',
	validateSearch: (
		raw: Record<string, unknown>,
	): { day?: string; title?: string; text?: string; url?: string } => {
		const day = civil(raw.day);
		const given = (['title', 'text', 'url'] as const).filter((key) => raw[key] != null);
		return {
			...(day ? { day } : {}),
			...Object.fromEntries(given.map((key) => [key, String(raw[key])])),
		};
	},
}).lazy(() => import('./NewEntry.lazy').then((m) => m.Route));

const trashRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/journal/trash',
}).lazy(() => import('./Trash.lazy').then((m) => m.Route));

const templatesRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/journal/templates',
}).lazy(() => import('./templates/Templates.lazy').then((m) => m.Route));

const calendarRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/calendar',
	validateSearch: (raw: Record<string, unknown>): { month?: string } =>
		typeof raw.month === 'string' && civil(`${raw.month}-01`) ? { month: raw.month } : {},
}).lazy(() => import('./Calendar.lazy').then((m) => m.Route));

const entryRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/journal/$entryId',
	validateSearch: (raw: Record<string, unknown>): { edit?: true } =>
		raw.edit === true ? { edit: true } : {},
}).lazy(() => import('./Entry.lazy').then((m) => m.Route));

const historyRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/journal/$entryId/history',
}).lazy(() => import('./History.lazy').then((m) => m.Route));

const namedRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/journal/named/$name',
}).lazy(() => import('./Named.lazy').then((m) => m.Route));

export const journalRoutes = [
	timelineRoute,
	newEntryRoute,
	trashRoute,
	templatesRoute,
	calendarRoute,
	entryRoute,
	historyRoute,
	namedRoute,
] as const;
