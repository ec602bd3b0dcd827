import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute } from '@tanstack/react-router';
import { loadLateTexts } from './i18n';
import { viewerQuery } from './viewer';

/** What every route loader may use. */
export interface RouterContext {
	queryClient: QueryClient;
}

/** The pages whose texts come with the first load. */
const earlyPages = /^\/(journal(\/(?!templates)|$)|$)/;

/** The root of all routes. The app gives it its component. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
	beforeLoad: async ({ location }) => {
		if (!earlyPages.test(location.pathname)) await loadLateTexts();
	},
});

/** The parent of every page inside the shell. The app gives it its component. */
export const shellRoute = createRoute({
	getParentRoute: () => rootRoute,
	id: 'shell',
	loader: ({ context }) => context.queryClient.ensureQueryData(viewerQuery),
});
