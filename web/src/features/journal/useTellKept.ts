import { useLingui } from '@lingui/react/macro';
import { announce } from '@/lib/announce';
import { showToast } from '@/ui/toasts';

/** Says that what was saved waits in this browser. */
export function useTellKept(): () => void {
	const { t } = useLingui();
	return () => {
		const message = t`Kept on this device. It is sent as soon as the server can be reached.`;
		announce(message);
		showToast({ message });
	};
}
