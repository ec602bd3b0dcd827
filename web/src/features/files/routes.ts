import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const filesRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/files',
}).lazy(() => import('./Files.lazy').then((m) => m.Route));

export const filesRoutes = [filesRoute] as const;
