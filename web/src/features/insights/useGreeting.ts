import { useLingui } from '@lingui/react/macro';
import { useViewer } from '@/lib/viewer';

/** A greeting for the hour on the viewer's clock. */
export function useGreeting(): string {
	const { t } = useLingui();
	const { user, timeZone } = useViewer();
	const name = user.displayName.trim().split(/\s+/)[0] ?? user.handle;
	const hour = Number(
		new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(
			new Date(),
		),
	);
	if (hour < 5) return t`Still up, ${name}?`;
	if (hour < 12) return t`Good morning, ${name}`;
	if (hour < 18) return t`Good afternoon, ${name}`;
	return t`Good evening, ${name}`;
}
