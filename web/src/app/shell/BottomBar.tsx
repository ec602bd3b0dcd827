import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { BookOpenText, LayoutDashboard, PenLine, Search, UserRound } from 'lucide-react';
import classes from './BottomBar.module.css';

/** The navigation of phones, in reach of a thumb. */
export function BottomBar() {
	const { t } = useLingui();
	const active = { className: classes.active ?? '', 'aria-current': 'page' as const };
	return (
		<nav className={classes.bar} aria-label={t`Main`}>
			<Link to="/" className={classes.link} activeProps={active} activeOptions={{ exact: true }}>
				<LayoutDashboard size={21} aria-hidden />
				<Trans>Today</Trans>
			</Link>
			<Link
				to="/journal"
				className={classes.link}
				activeProps={active}
				activeOptions={{ exact: true, includeSearch: false }}
			>
				<BookOpenText size={21} aria-hidden />
				<Trans>Journal</Trans>
			</Link>
			<Link to="/journal/new" className={classes.write} aria-label={t`Write an entry`}>
				<PenLine size={22} aria-hidden />
			</Link>
			<Link
				to="/search"
				className={classes.link}
				activeProps={active}
				activeOptions={{ includeSearch: false }}
			>
				<Search size={21} aria-hidden />
				<Trans>Search</Trans>
			</Link>
			<Link to="/settings" className={classes.link} activeProps={active}>
				<UserRound size={21} aria-hidden />
				<Trans>Account</Trans>
			</Link>
		</nav>
	);
}
