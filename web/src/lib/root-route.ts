import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute } from '@tanstack/react-router';
import { viewerQuery } from './viewer';

/** What every route loader may use. */
export interface RouterContext {
	queryClient: QueryClient;
}

/** The root of all routes. The app gives it its component. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({});

/** The parent of every page inside the shell. The app gives it its component. */
export const shellRoute = createRoute({
	getParentRoute: () => rootRoute,
	id: 'shell',
	loader: ({ context }) => context.queryClient.ensureQueryData(viewerQuery),
});
