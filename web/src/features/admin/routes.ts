import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const adminRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin',
}).lazy(() => import('./Admin.lazy').then((m) => m.Route));

export const adminRoutes = [adminRoute] as const;
