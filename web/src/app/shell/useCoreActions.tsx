import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Contrast, Keyboard, Languages, LogOut, Monitor, Moon, PenLine, Sun } from 'lucide-react';
import { useActions } from '@/lib/actions';
import { activateLocale, locales, nearestLocale } from '@/lib/i18n';
import { usePref } from '@/lib/prefs';
import { useShortcuts } from '@/lib/shortcuts';
import { useUpdateViewer } from '@/lib/viewer';
import { openPalette, openShortcuts } from '../palette/store';
import { usePlaces } from './navigation';
import { useSignOut } from './useSignOut';
import { useSchemeSwitch } from './useThemeOfViewer';

/** What can be done from everywhere: every page, the theme, the language, signing out. */
export function useCoreActions(): void {
	const { t } = useLingui();
	const places = usePlaces();
	const navigate = useNavigate();
	const { choose } = useSchemeSwitch();
	const [contrast, setContrast] = usePref('contrast', 'system');
	const update = useUpdateViewer();
	const signOut = useSignOut();
	const iconSize = { size: 18, 'aria-hidden': true } as const;

	useActions([
		...places.map((place) => ({
			id: `go.${place.to}`,
			title: place.label,
			section: 'go' as const,
			icon: place.icon,
			keys: place.keys,
			run: () => void navigate({ to: place.to }),
		})),
		{
			id: 'journal.new',
			title: t`Write an entry`,
			section: 'do',
			keywords: t`new log note`,
			icon: <PenLine {...iconSize} />,
			keys: 'n',
			run: () => void navigate({ to: '/journal/new' }),
		},
		{
			id: 'theme.light',
			title: t`Use light colours`,
			section: 'settings',
			keywords: t`theme bright`,
			icon: <Sun {...iconSize} />,
			run: () => choose('light'),
		},
		{
			id: 'theme.dark',
			title: t`Use dark colours`,
			section: 'settings',
			keywords: t`theme night`,
			icon: <Moon {...iconSize} />,
			run: () => choose('dark'),
		},
		{
			id: 'theme.system',
			title: t`Use the colours of the system`,
			section: 'settings',
			keywords: t`theme automatic`,
			icon: <Monitor {...iconSize} />,
			run: () => choose('auto'),
		},
		{
			id: 'theme.contrast',
			title: contrast === 'more' ? t`Use normal contrast` : t`Use high contrast`,
			section: 'settings',
			icon: <Contrast {...iconSize} />,
			run: () => setContrast(contrast === 'more' ? 'system' : 'more'),
		},
		...Object.entries(locales).map(([locale, name]) => ({
			id: `locale.${locale}`,
			title: t`Language: ${name}`,
			section: 'settings' as const,
			icon: <Languages {...iconSize} />,
			run: () => {
				void activateLocale(nearestLocale(locale));
				void update({ locale }).catch(() => {});
			},
		})),
		{
			id: 'help.shortcuts',
			title: t`Keyboard shortcuts`,
			section: 'help',
			icon: <Keyboard {...iconSize} />,
			keys: '?',
			run: openShortcuts,
		},
		{
			id: 'session.out',
			title: t`Sign out`,
			section: 'do',
			icon: <LogOut {...iconSize} />,
			run: () => void signOut(),
		},
	]);

	const group = t`Everywhere`;
	useShortcuts([
		{ keys: 'mod+k', label: t`Search or jump to…`, group, run: openPalette, whileTyping: true },
		{ keys: '?', label: t`Keyboard shortcuts`, group, run: openShortcuts },
		{ keys: '/', label: t`Search`, group, run: () => void navigate({ to: '/search' }) },
		{
			keys: 'n',
			label: t`Write an entry`,
			group,
			run: () => void navigate({ to: '/journal/new' }),
		},
		{
			keys: 'g n',
			label: t`Notifications`,
			group: t`Go to`,
			run: () => void navigate({ to: '/notifications' }),
		},
		...places.map((place) => ({
			keys: place.keys,
			label: place.label,
			group: t`Go to`,
			run: () => void navigate({ to: place.to }),
		})),
	]);
}
