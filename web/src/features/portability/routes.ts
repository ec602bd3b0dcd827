import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const dataRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/data',
}).lazy(() => import('./Data.lazy').then((m) => m.Route));

const outletsRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/outlets',
}).lazy(() => import('./Outlets.lazy').then((m) => m.Route));

const filesRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/files',
}).lazy(() => import('./Files.lazy').then((m) => m.Route));

export const portabilityRoutes = [dataRoute, outletsRoute, filesRoute] as const;
