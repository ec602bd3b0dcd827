import { useLingui } from '@lingui/react/macro';
import { clockAt } from '@/lib/dates';
import { useViewer } from '@/lib/viewer';

/** A greeting for the hour on the viewer's clock. */
export function useGreeting(): string {
	const { t } = useLingui();
	const { user, timeZone } = useViewer();
	const name = user.displayName.trim().split(/\s+/)[0] ?? user.handle;
	const { hour } = clockAt(new Date(), timeZone);
	if (hour < 5) return t`Still up, ${name}?`;
	if (hour < 12) return t`Good morning, ${name}`;
	if (hour < 18) return t`Good afternoon, ${name}`;
	return t`Good evening, ${name}`;
}
