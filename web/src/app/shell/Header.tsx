import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Moon, Search, Sun } from 'lucide-react';
import { KeyCaps } from '@/ui/KeyCaps';
import { Mark } from '@/ui/Mark';
import { openPalette } from '../palette/store';
import { AccountMenu } from './AccountMenu';
import { Bell } from './Bell';
import classes from './Header.module.css';
import { useSchemeSwitch } from './useThemeOfViewer';

/** The bar at the top: mark, palette, theme, account. */
export function Header() {
	const { t } = useLingui();
	const { dark, toggle } = useSchemeSwitch();
	return (
		<header className={classes.header}>
			<Link to="/" className={classes.brand}>
				<Mark />
				<span>Tamatar</span>
			</Link>
			<div className={classes.tools}>
				<button
					type="button"
					className={classes.search}
					onClick={openPalette}
					aria-keyshortcuts="Control+K Meta+K"
				>
					<Search size={17} aria-hidden />
					<span className={classes.searchText}>
						<Trans>Search or jump to…</Trans>
					</span>
					<span className={classes.caps} aria-hidden="true">
						<KeyCaps keys="mod+k" />
					</span>
				</button>
				<ActionIcon
					variant="subtle"
					color="gray"
					size={40}
					className={classes.theme}
					onClick={toggle}
					aria-label={dark ? t`Switch to light colours` : t`Switch to dark colours`}
				>
					{dark ? <Sun size={19} aria-hidden /> : <Moon size={19} aria-hidden />}
				</ActionIcon>
				<Bell />
				<AccountMenu />
			</div>
		</header>
	);
}
