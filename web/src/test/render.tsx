import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
	createMemoryHistory,
	createRootRoute,
	createRoute,
	createRouter,
	RouterProvider,
} from '@tanstack/react-router';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createQueryClient } from '@/lib/query';
import { type Viewer, ViewerContext } from '@/lib/viewer';
import { theme } from '@/ui/theme';

/** A signed-in person for tests. */
export const testViewer: Viewer = {
	user: { id: 'u1', handle: 'amara', displayName: 'Amara Okafor', avatarUrl: null },
	email: 'amara@example.org',
	emailVerified: true,
	role: 'MEMBER',
	timeZone: 'Europe/Berlin',
	dayStart: 4,
	weekStart: 'MONDAY',
	locale: 'en',
	theme: 'SYSTEM',
	dashboard: [],
	onboardedAt: '2026-01-01T00:00:00.000Z',
	revision: 1,
	departure: null,
};

/** What a test may look at besides the page. */
export interface TestApp extends RenderResult {
	/** Where the app is now, such as "/journal?day=2026-11-22". */
	href: () => string;
}

/** Renders a component with everything that the app puts around its pages. */
export async function renderInApp(
	ui: ReactNode,
	options: { viewer?: Viewer } = {},
): Promise<TestApp> {
	const rootRoute = createRootRoute();
	const anywhere = createRoute({
		getParentRoute: () => rootRoute,
		path: '$',
		component: () => ui,
	});
	const history = createMemoryHistory({ initialEntries: ['/'] });
	const router = createRouter({ routeTree: rootRoute.addChildren([anywhere]), history });
	const client = createQueryClient();
	client.setDefaultOptions({ queries: { retry: false } });
	await router.load();
	const result = render(
		<I18nProvider i18n={i18n}>
			<MantineProvider theme={theme} env="test">
				<QueryClientProvider client={client}>
					<ViewerContext value={options.viewer ?? testViewer}>
						<RouterProvider router={router as never} />
					</ViewerContext>
				</QueryClientProvider>
			</MantineProvider>
		</I18nProvider>,
	);
	return { ...result, href: () => history.location.href };
}

/** Answers the persisted operations of the app by name; unknown ones fail the test. */
export function answerOperations(
	answers: Record<string, (variables: Record<string, unknown>) => unknown>,
): { calls: { name: string; variables: Record<string, unknown> }[] } {
	const calls: { name: string; variables: Record<string, unknown> }[] = [];
	globalThis.fetch = async (_url, init) => {
		const body = JSON.parse(String(init?.body)) as {
			operationName: string;
			variables: Record<string, unknown>;
		};
		calls.push({ name: body.operationName, variables: body.variables });
		const answer = answers[body.operationName];
		if (!answer) throw new Error(`no answer for ${body.operationName}`);
		return new Response(JSON.stringify({ data: answer(body.variables) }), {
			headers: { 'Content-Type': 'application/json' },
		});
	};
	return { calls };
}
