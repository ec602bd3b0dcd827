import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const reviewRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/reviews/$period',
}).lazy(() => import('./Review.lazy').then((m) => m.Route));

const bookRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/reviews/$period/book',
}).lazy(() => import('./Book.lazy').then((m) => m.Route));

export const reviewsRoutes = [reviewRoute, bookRoute] as const;
