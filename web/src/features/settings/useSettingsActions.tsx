import { useNavigate } from '@tanstack/react-router';
import { SlidersHorizontal } from 'lucide-react';
import { useActions } from '@/lib/actions';
import { useSettingsSections } from './sections';

/** Makes every part of the settings reachable from the command palette. */
export function useSettingsActions(): void {
	const navigate = useNavigate();
	useActions(
		useSettingsSections().map(({ to, label }) => ({
			id: `settings.${to}`,
			title: label,
			section: 'settings' as const,
			icon: <SlidersHorizontal size={18} aria-hidden />,
			run: () => void navigate({ to }),
		})),
	);
}
