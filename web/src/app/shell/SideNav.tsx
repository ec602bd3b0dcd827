import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { loadLateTexts } from '@/lib/i18n';
import { patiently } from '@/lib/patiently';
import { useInstance } from '@/lib/viewer';
import { usePlaces } from './navigation';
import classes from './SideNav.module.css';

const PinnedViews = lazy(() =>
	patiently(async () => {
		await loadLateTexts();
		return { default: (await import('@/features/search/public')).PinnedViews };
	}),
);

/** The navigation beside the page; on narrow windows only its icons. */
export function SideNav() {
	const { t } = useLingui();
	const places = usePlaces();
	const instance = useInstance();
	const [settled, setSettled] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(true), 900);
		return () => clearTimeout(timer);
	}, []);
	return (
		<nav className={classes.nav} aria-label={t`Main`}>
			<Link to="/journal/new" className={classes.write} aria-keyshortcuts="n">
				<PenLine size={18} aria-hidden />
				<span className={classes.label}>
					<Trans>Write an entry</Trans>
				</span>
			</Link>
			<ul className={classes.list}>
				{places.map((place) => (
					<li key={place.to}>
						<Link
							to={place.to}
							className={classes.link}
							activeProps={{ className: classes.active ?? '', 'aria-current': 'page' }}
							activeOptions={{ exact: place.to === '/', includeSearch: false }}
							title={place.label}
						>
							{place.icon}
							<span className={classes.label}>{place.label}</span>
						</Link>
					</li>
				))}
			</ul>
			{settled ? (
				<Suspense fallback={null}>
					<PinnedViews
						list={classes.list ?? ''}
						link={classes.link ?? ''}
						active={classes.active ?? ''}
						label={classes.label ?? ''}
					/>
				</Suspense>
			) : null}
			{instance ? (
				<p className={classes.version}>
					{instance.name} · {instance.version}
				</p>
			) : null}
		</nav>
	);
}
