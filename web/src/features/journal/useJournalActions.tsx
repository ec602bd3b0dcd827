import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { CalendarDays, Import, LayoutTemplate, Tags, Trash2 } from 'lucide-react';
import { useActions } from '@/lib/actions';

/** Makes the pages behind the timeline reachable from the command palette. */
export function useJournalActions(): void {
	const { t } = useLingui();
	const navigate = useNavigate();
	useActions([
		{
			id: 'journal.import',
			title: t`Import`,
			section: 'go',
			icon: <Import size={18} aria-hidden />,
			run: () => void navigate({ to: '/import' }),
		},
		{
			id: 'journal.calendar',
			title: t`Calendar`,
			section: 'go',
			keywords: t`month on this day random`,
			icon: <CalendarDays size={18} aria-hidden />,
			run: () => void navigate({ to: '/calendar' }),
		},
		{
			id: 'journal.tags',
			title: t`Tags`,
			section: 'go',
			icon: <Tags size={18} aria-hidden />,
			run: () => void navigate({ to: '/tags' }),
		},
		{
			id: 'journal.templates',
			title: t`Templates and open tasks`,
			section: 'go',
			icon: <LayoutTemplate size={18} aria-hidden />,
			run: () => void navigate({ to: '/journal/templates' }),
		},
		{
			id: 'journal.trash',
			title: t`Trash`,
			section: 'go',
			icon: <Trash2 size={18} aria-hidden />,
			run: () => void navigate({ to: '/journal/trash' }),
		},
	]);
}
