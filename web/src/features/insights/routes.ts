import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';
import { dashboardQuery } from './queries';

const dashboardRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/',
	// Starts the request beside the code; the page shows skeletons meanwhile.
	loader: ({ context }) => {
		void context.queryClient.prefetchQuery(dashboardQuery);
	},
}).lazy(() => import('./Dashboard.lazy').then((m) => m.Route));

const arrangeRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/dashboard',
}).lazy(() => import('./Arrange.lazy').then((m) => m.Route));

export const insightsRoutes = [dashboardRoute, arrangeRoute] as const;
