import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const settingsRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings',
}).lazy(() => import('./Settings.lazy').then((m) => m.Route));

export const settingsRoutes = [settingsRoute] as const;
