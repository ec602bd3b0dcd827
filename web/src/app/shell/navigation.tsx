import { useLingui } from '@lingui/react/macro';
import { BookOpenText, LayoutDashboard, Search, Settings, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useViewer } from '@/lib/viewer';

/** A place of the app that the navigation leads to. */
export interface Place {
	to: '/' | '/journal' | '/search' | '/settings' | '/admin';
	label: string;
	icon: ReactNode;
	/** The sequence of keys that goes there. */
	keys: string;
}

/** The places that the viewer may go to, in order. */
export function usePlaces(): Place[] {
	const { t } = useLingui();
	const viewer = useViewer();
	const places: Place[] = [
		{ to: '/', label: t`Today`, icon: <LayoutDashboard size={20} aria-hidden />, keys: 'g d' },
		{
			to: '/journal',
			label: t`Journal`,
			icon: <BookOpenText size={20} aria-hidden />,
			keys: 'g j',
		},
		{ to: '/search', label: t`Search`, icon: <Search size={20} aria-hidden />, keys: 'g s' },
		{ to: '/settings', label: t`Settings`, icon: <Settings size={20} aria-hidden />, keys: 'g c' },
	];
	if (viewer.role === 'ADMIN') {
		places.push({
			to: '/admin',
			label: t`Admin`,
			icon: <ShieldCheck size={20} aria-hidden />,
			keys: 'g a',
		});
	}
	return places;
}
