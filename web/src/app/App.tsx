import { i18n } from '@lingui/core';
import { I18nProvider, useLingui } from '@lingui/react';
import { DirectionProvider, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { direction } from '@/lib/i18n';
import { cssVariablesResolver, theme } from '@/ui/theme';
import type { AppRouter } from './router';
import { schemeKey } from './scheme';

const colorSchemeManager = localStorageColorSchemeManager({ key: schemeKey });

/** The nonce that the server wrote into the page, for style elements. */
function styleNonce(): string {
	return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Gives Mantine the direction of the language. */
function Directed({ children }: { children: ReactNode }) {
	const { i18n: active } = useLingui();
	const dir = direction(active.locale);
	return (
		<DirectionProvider key={dir} initialDirection={dir} detectDirection={false}>
			{children}
		</DirectionProvider>
	);
}

interface AppProps {
	queryClient: QueryClient;
	router: AppRouter;
}

/** The whole app with everything it stands on. */
export function App({ queryClient, router }: AppProps) {
	return (
		<I18nProvider i18n={i18n}>
			<Directed>
				<MantineProvider
					theme={theme}
					cssVariablesResolver={cssVariablesResolver}
					colorSchemeManager={colorSchemeManager}
					defaultColorScheme="auto"
					getStyleNonce={styleNonce}
				>
					<QueryClientProvider client={queryClient}>
						<RouterProvider router={router} />
					</QueryClientProvider>
				</MantineProvider>
			</Directed>
		</I18nProvider>
	);
}
