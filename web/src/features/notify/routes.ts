import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

/** Which part of the inbox is shown; it stands in the address. */
interface InboxSearch {
	box?: 'archive';
}

const inboxRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/notifications',
	validateSearch: (raw: Record<string, unknown>): InboxSearch =>
		raw.box === 'archive' ? { box: 'archive' } : {},
}).lazy(() => import('./Inbox.lazy').then((m) => m.Route));

const choicesRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/notifications',
}).lazy(() => import('./Choices.lazy').then((m) => m.Route));

export const notifyRoutes = [inboxRoute, choicesRoute] as const;
