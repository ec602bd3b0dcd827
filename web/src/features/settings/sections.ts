import { useLingui } from '@lingui/react/macro';

/** The parts of the settings, in order. */
export function useSettingsSections() {
	const { t } = useLingui();
	return [
		{ to: '/settings', label: t`Profile` },
		{ to: '/settings/time', label: t`Day and week` },
		{ to: '/settings/streak', label: t`Streak` },
		{ to: '/settings/appearance', label: t`Appearance` },
		{ to: '/settings/dashboard', label: t`Dashboard` },
		{ to: '/settings/security', label: t`Security` },
		{ to: '/settings/notifications', label: t`Notifications` },
		{ to: '/settings/sign-in', label: t`Sign-in methods` },
		{ to: '/settings/sessions', label: t`Sessions` },
		{ to: '/settings/tokens', label: t`Tokens` },
		{ to: '/settings/capture', label: t`Capture` },
		{ to: '/settings/sharing', label: t`Sharing` },
		{ to: '/settings/data', label: t`Your data` },
		{ to: '/settings/files', label: t`Files` },
		{ to: '/settings/outlets', label: t`What leaves` },
		{ to: '/settings/activity', label: t`Account activity` },
		{ to: '/settings/about', label: t`About Tamatar` },
	] as const;
}
