import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const sharingRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/sharing',
}).lazy(() => import('./Sharing.lazy').then((m) => m.Route));

export const sharingRoutes = [sharingRoute] as const;
