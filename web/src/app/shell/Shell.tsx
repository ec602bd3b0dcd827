import { i18n } from '@lingui/core';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useDeferredValue, useEffect, useRef, useState } from 'react';
import { activateLocale, loadLateTexts, nearestLocale } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { patiently } from '@/lib/patiently';
import { expireSession, signInHref } from '@/lib/session';
import { useViewerQuery, type Viewer, ViewerContext, viewerQuery } from '@/lib/viewer';
import { PagePending } from '../PagePending';
import { Palette } from '../palette/Palette';
import { BottomBar } from './BottomBar';
import { Header } from './Header';
import classes from './Shell.module.css';
import { SideNav } from './SideNav';
import { useCoreActions } from './useCoreActions';
import { useRouteFocus } from './useRouteFocus';
import { useThemeOfViewer } from './useThemeOfViewer';

const DepartureBanner = lazy(() =>
	patiently(async () => {
		await loadLateTexts();
		return { default: (await import('@/features/portability/public')).DepartureBanner };
	}),
);
const LateActions = lazy(() =>
	patiently(async () => {
		await loadLateTexts();
		return import('./LateActions');
	}),
);

/** The frame around every members' page. Signed-out visitors are led to the sign-in page. */
export function Shell() {
	const { viewer } = useViewerQuery();
	const last = useRef<Viewer | null>(null);
	if (viewer) last.current = viewer;
	// A session that ends in the middle keeps the page, and what was typed on it.
	const shown = viewer ?? last.current;
	useEffect(() => {
		if (viewer) return;
		if (last.current) expireSession();
		else window.location.replace(signInHref());
	}, [viewer]);
	if (!shown) return null;
	return (
		<ViewerContext value={shown}>
			<ShellFrame viewer={shown} />
		</ViewerContext>
	);
}

/** True a moment after the first page stood, when there is time for the rest. */
function useSettled(): boolean {
	const [settled, setSettled] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(true), 800);
		return () => clearTimeout(timer);
	}, []);
	return settled;
}

/** While the server cannot be reached, asks again now and then, so that the banner goes by itself. */
function useRetryWhileOffline(online: boolean): void {
	const queryClient = useQueryClient();
	useEffect(() => {
		if (online) return;
		const timer = setInterval(() => {
			void queryClient.invalidateQueries({ queryKey: viewerQuery.queryKey });
		}, 15_000);
		return () => clearInterval(timer);
	}, [online, queryClient]);
}

function ShellFrame({ viewer }: { viewer: Viewer }) {
	const online = useOnline();
	const path = useRouterState({ select: (s) => s.location.pathname });
	const settled = useSettled();
	// The frame stands first; its page is then built in slices that let a click through.
	const framed = useDeferredValue(true, false);
	useRetryWhileOffline(online);
	useThemeOfViewer();
	useCoreActions();
	useRouteFocus();
	useEffect(() => {
		// The pseudo-locale is chosen per browser, to test the layout; it stays.
		if (i18n.locale === 'pseudo') return;
		void activateLocale(nearestLocale(viewer.locale));
	}, [viewer.locale]);
	if (!viewer.onboardedAt && path === '/') return <Navigate to="/welcome" replace />;
	return (
		<div className={classes.shell}>
			<a className={classes.skip} href="#main">
				<Trans>Skip to the page</Trans>
			</a>
			<Header />
			<SideNav />
			<div className={classes.content}>
				{online ? null : (
					<p className={classes.offline} role="status">
						<Trans>You are offline. What you write is kept on this device.</Trans>
					</p>
				)}
				<main id="main" tabIndex={-1} className={classes.main}>
					{viewer.departure ? (
						<Suspense fallback={null}>
							<DepartureBanner departure={viewer.departure} />
						</Suspense>
					) : null}
					{framed ? <Outlet /> : <PagePending />}
				</main>
			</div>
			<BottomBar />
			<Palette />
			{settled ? (
				<Suspense fallback={null}>
					<LateActions />
				</Suspense>
			) : null}
		</div>
	);
}
