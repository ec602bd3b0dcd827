import { createRoute } from '@tanstack/react-router';
import { shellRoute } from '@/lib/root-route';

const peopleRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin',
}).lazy(() => import('./People.lazy').then((m) => m.Route));

const invitesRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin/invites',
}).lazy(() => import('./Invites.lazy').then((m) => m.Route));

const instanceRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin/instance',
}).lazy(() => import('./Instance.lazy').then((m) => m.Route));

const providersRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin/providers',
}).lazy(() => import('./Providers.lazy').then((m) => m.Route));

const auditRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin/audit',
}).lazy(() => import('./Audit.lazy').then((m) => m.Route));

const jobsRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin/jobs',
}).lazy(() => import('./Jobs.lazy').then((m) => m.Route));

const healthRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin/health',
}).lazy(() => import('./Health.lazy').then((m) => m.Route));

const backupsRoute = createRoute({
	getParentRoute: () => shellRoute,
	path: '/admin/backups',
}).lazy(() => import('./Backups.lazy').then((m) => m.Route));

export const adminRoutes = [
	peopleRoute,
	invitesRoute,
	instanceRoute,
	providersRoute,
	auditRoute,
	jobsRoute,
	healthRoute,
	backupsRoute,
] as const;
