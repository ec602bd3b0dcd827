import { useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { patiently } from '@/lib/patiently';
import { useViewer } from '@/lib/viewer';
import { Avatar } from '@/ui/Avatar';
import classes from './AccountMenu.module.css';

const load = () => import('./AccountMenuOpen');
const AccountMenuOpen = lazy(() => patiently(load));
const loadEarly = () => void load().catch(() => {});

/** The person's picture; the menu behind it is loaded when it is about to be opened. */
export function AccountMenu() {
	const { t } = useLingui();
	const { user } = useViewer();
	const [asked, setAsked] = useState(false);
	const button = (
		<UnstyledButton
			className={classes.target}
			aria-label={t`Your account`}
			aria-haspopup="menu"
			aria-expanded={false}
			onPointerEnter={loadEarly}
			onFocus={loadEarly}
			onClick={() => setAsked(true)}
		>
			<Avatar name={user.displayName} url={user.avatarUrl} />
		</UnstyledButton>
	);
	if (!asked) return button;
	return (
		<Suspense fallback={button}>
			<AccountMenuOpen />
		</Suspense>
	);
}
