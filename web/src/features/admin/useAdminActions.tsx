import { useNavigate } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { useActions } from '@/lib/actions';
import { useViewer } from '@/lib/viewer';
import { useAdminSections } from './sections';

/** Makes every part of administration reachable from the command palette, for administrators. */
export function useAdminActions(): void {
	const navigate = useNavigate();
	const viewer = useViewer();
	const sections = useAdminSections();
	useActions(
		viewer.role === 'ADMIN'
			? sections.map(({ to, label }) => ({
					id: `admin.${to}`,
					title: label,
					section: 'admin' as const,
					icon: <ShieldCheck size={18} aria-hidden />,
					run: () => void navigate({ to }),
				}))
			: [],
	);
}
