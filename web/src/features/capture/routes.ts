import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const captureRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/capture',
}).lazy(() => import('./Capture.lazy').then((m) => m.Route));

export const captureRoutes = [captureRoute] as const;
