import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter } from '@tanstack/react-router';
import { adminRoutes } from '@/features/admin/routes';
import { captureRoutes } from '@/features/capture/routes';
import { importRoutes } from '@/features/import/routes';
import { insightsRoutes } from '@/features/insights/routes';
import { journalRoutes } from '@/features/journal/routes';
import { notifyRoutes } from '@/features/notify/routes';
import { onboardingRoutes } from '@/features/onboarding/routes';
import { portabilityRoutes } from '@/features/portability/routes';
import { reviewsRoutes } from '@/features/reviews/routes';
import { searchRoutes } from '@/features/search/routes';
import { settingsRoutes } from '@/features/settings/routes';
import { sharingRoutes } from '@/features/sharing/routes';
import { tagsRoutes } from '@/features/tags/routes';
import { at } from '@/lib/base';
import { rootRoute, shellRoute } from '@/lib/root-route';
import { NotFoundPage } from './NotFoundPage';
import { PageError } from './PageError';
import { PagePending } from './PagePending';
import { Root } from './Root';
import { ShellError, ShellPending } from './ShellFallback';
import { Shell } from './shell/Shell';

/** Where the members' app lives on the site. */
export const basepath = at('/app');

const shell = shellRoute.update({
	component: Shell,
	pendingComponent: ShellPending,
	errorComponent: ShellError,
	notFoundComponent: NotFoundPage,
});

/** Whatever no page answers; it keeps the navigation around it. */
const nowhereRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '$',
	component: NotFoundPage,
});

const routeTree = rootRoute
	.update({ component: Root })
	.addChildren([
		...onboardingRoutes,
		shell.addChildren([
			...insightsRoutes,
			...journalRoutes,
			...importRoutes,
			...searchRoutes,
			...reviewsRoutes,
			...tagsRoutes,
			...settingsRoutes,
			...sharingRoutes,
			...captureRoutes,
			...portabilityRoutes,
			...notifyRoutes,
			...adminRoutes,
			nowhereRoute,
		]),
	]);

/** Makes the router; pages start to load when a link is about to be followed. */
export function createAppRouter(queryClient: QueryClient) {
	return createRouter({
		routeTree,
		basepath,
		context: { queryClient },
		defaultPreload: 'intent',
		defaultPreloadStaleTime: 0,
		defaultPendingComponent: PagePending,
		defaultPendingMs: 150,
		defaultErrorComponent: PageError,
		defaultNotFoundComponent: NotFoundPage,
		scrollRestoration: true,
	});
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
	interface Register {
		router: AppRouter;
	}
}
