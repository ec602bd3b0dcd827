import { Trans, useLingui } from '@lingui/react/macro';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import { Menu, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Keyboard, LogOut, Moon, Settings, ShieldCheck, Sun } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useViewer } from '@/lib/viewer';
import { Avatar } from '@/ui/Avatar';
import { openShortcuts } from '../palette/store';
import classes from './AccountMenu.module.css';
import { useSignOut } from './useSignOut';
import { useSchemeSwitch } from './useThemeOfViewer';

/** The menu itself, open from the start: it is loaded when it is first asked for. */
export default function AccountMenuOpen() {
	const { t } = useLingui();
	const viewer = useViewer();
	const signOut = useSignOut();
	const { dark, toggle } = useSchemeSwitch();
	const dropdown = useRef<HTMLDivElement>(null);
	const focusFirst = () =>
		requestAnimationFrame(() =>
			dropdown.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(),
		);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the menu is open from the start, once
	useEffect(() => {
		focusFirst();
	}, []);
	return (
		// Within the header, so that it stands in a landmark; Mantine's placeholder for the first focus is nothing that a
		// menu may hold, so the focus is moved by hand.
		<Menu
			width={240}
			defaultOpened
			withinPortal={false}
			withInitialFocusPlaceholder={false}
			onOpen={focusFirst}
		>
			<Menu.Target>
				<UnstyledButton className={classes.target} aria-label={t`Your account`}>
					<Avatar name={viewer.user.displayName} url={viewer.user.avatarUrl} />
				</UnstyledButton>
			</Menu.Target>
			<Menu.Dropdown className={classes.dropdown} ref={dropdown}>
				<div className={classes.who}>
					<span className={classes.name}>
						<bdi>{viewer.user.displayName}</bdi>
					</span>
					<span className={classes.handle}>
						<bdi>@{viewer.user.handle}</bdi>
					</span>
				</div>
				<Menu.Item component={Link} to="/settings" leftSection={<Settings size={17} aria-hidden />}>
					<Trans>Settings</Trans>
				</Menu.Item>
				{viewer.role === 'ADMIN' ? (
					<Menu.Item
						component={Link}
						to="/admin"
						leftSection={<ShieldCheck size={17} aria-hidden />}
					>
						<Trans>Admin</Trans>
					</Menu.Item>
				) : null}
				<Menu.Item
					onClick={toggle}
					leftSection={dark ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
				>
					{dark ? <Trans>Light colours</Trans> : <Trans>Dark colours</Trans>}
				</Menu.Item>
				<Menu.Item onClick={openShortcuts} leftSection={<Keyboard size={17} aria-hidden />}>
					<Trans>Keyboard shortcuts</Trans>
				</Menu.Item>
				<Menu.Divider />
				<Menu.Item onClick={() => void signOut()} leftSection={<LogOut size={17} aria-hidden />}>
					<Trans>Sign out</Trans>
				</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
