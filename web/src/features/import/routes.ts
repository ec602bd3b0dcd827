import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const importRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/import',
}).lazy(() => import('./Import.lazy').then((m) => m.Route));

export const importRoutes = [importRoute] as const;
