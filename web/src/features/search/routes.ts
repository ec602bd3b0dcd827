import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const searchRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/search',
	validateSearch: (raw: Record<string, unknown>): { q?: string } => {
		const q = typeof raw.q === 'string' || typeof raw.q === 'number' ? String(raw.q) : '';
		return q ? { q } : {};
	},
}).lazy(() => import('./Search.lazy').then((m) => m.Route));

const viewRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/views/$viewId',
}).lazy(() => import('./View.lazy').then((m) => m.Route));

export const searchRoutes = [searchRoute, viewRoute] as const;
