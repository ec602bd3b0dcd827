import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const profileRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings',
}).lazy(() => import('./Profile.lazy').then((m) => m.Route));

const timeRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/time',
}).lazy(() => import('./Time.lazy').then((m) => m.Route));

const streakRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/streak',
}).lazy(() => import('./Streak.lazy').then((m) => m.Route));

const appearanceRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/appearance',
}).lazy(() => import('./Appearance.lazy').then((m) => m.Route));

const securityRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/security',
}).lazy(() => import('./Security.lazy').then((m) => m.Route));

const signInRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/sign-in',
}).lazy(() => import('./Providers.lazy').then((m) => m.Route));

const sessionsRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/sessions',
}).lazy(() => import('./Sessions.lazy').then((m) => m.Route));

const tokensRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/tokens',
}).lazy(() => import('./Tokens.lazy').then((m) => m.Route));

const activityRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/activity',
}).lazy(() => import('./Activity.lazy').then((m) => m.Route));

const aboutRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/settings/about',
}).lazy(() => import('./About.lazy').then((m) => m.Route));

export const settingsRoutes = [
	profileRoute,
	timeRoute,
	streakRoute,
	appearanceRoute,
	securityRoute,
	signInRoute,
	sessionsRoute,
	tokensRoute,
	activityRoute,
	aboutRoute,
] as const;
