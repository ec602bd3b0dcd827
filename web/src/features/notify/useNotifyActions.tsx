import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { useActions } from '@/lib/actions';

/** Makes the inbox reachable from the command palette and by keys. */
export function useNotifyActions(): void {
	const { t } = useLingui();
	const navigate = useNavigate();
	const open = () => void navigate({ to: '/notifications' });
	useActions([
		{
			id: 'notify.inbox',
			title: t`Notifications`,
			section: 'go',
			keywords: t`inbox bell unread`,
			icon: <BellRing size={18} aria-hidden />,
			keys: 'g n',
			run: open,
		},
	]);
}
