import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { type Viewer, ViewerContext } from '@/lib/viewer';

const viewer: Viewer = {
	user: { id: 'u1', handle: 'ada', displayName: 'Ada', avatarUrl: null },
	email: 'ada@example.org',
	emailVerified: true,
	role: 'MEMBER',
	timeZone: 'UTC',
	dayStart: 0,
	weekStart: 'MONDAY',
	locale: 'en',
	theme: 'SYSTEM',
	dashboard: [],
	onboardedAt: '2026-01-01T00:00:00.000Z',
	revision: 1,
	departure: null,
};

/** What every component of the journal stands in, for tests. */
export function TestFrame({ children }: { children: ReactNode }) {
	const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
	return (
		<I18nProvider i18n={i18n}>
			<MantineProvider>
				<QueryClientProvider client={client}>
					<ViewerContext value={viewer}>{children}</ViewerContext>
				</QueryClientProvider>
			</MantineProvider>
		</I18nProvider>
	);
}

/** An entry for tests. */
export function testEntry(change: Partial<EntryCardFragment> = {}): EntryCardFragment {
	return {
		id: 'e1',
		day: '2026-11-20',
		late: false,
		loggedAt: '2026-11-20T10:00:00.000Z',
		zone: 'UTC',
		kind: 'DONE',
		title: 'Saved',
		body: 'Saved text',
		bodyHtml: '<p>Saved text</p>',
		minutes: null,
		mood: null,
		energy: null,
		audience: 'PRIVATE',
		source: 'WRITTEN',
		sourceCount: null,
		draft: false,
		revision: 3,
		createdAt: '2026-11-20T10:00:00.000Z',
		updatedAt: '2026-11-20T10:00:00.000Z',
		deletedAt: null,
		tags: [],
		tasks: [],
		...change,
	};
}
