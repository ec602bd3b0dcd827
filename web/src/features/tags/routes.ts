import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const tagsRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/tags',
}).lazy(() => import('./Tags.lazy').then((m) => m.Route));

export const tagsRoutes = [tagsRoute] as const;
