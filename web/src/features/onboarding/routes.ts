import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/lib/root-route';
import { viewerQuery } from '@/lib/viewer';

const welcomeRoute = createRoute({
	getParentRoute: () => rootRoute,
	path: '/welcome',
	loader: ({ context }) => context.queryClient.ensureQueryData(viewerQuery),
}).lazy(() => import('./Welcome.lazy').then((m) => m.Route));

export const onboardingRoutes = [welcomeRoute] as const;
