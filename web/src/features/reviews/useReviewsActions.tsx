import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { BookOpenText, ClipboardList } from 'lucide-react';
import { useActions } from '@/lib/actions';

/** Makes the reviews reachable from the command palette and by keys. */
export function useReviewsActions(): void {
	const { t } = useLingui();
	const navigate = useNavigate();
	const open = (period: string) => void navigate({ to: '/reviews/$period', params: { period } });
	const pages = [
		{ period: 'week', title: t`Review of the week`, keys: 'g r' },
		{ period: 'month', title: t`Review of the month` },
		{ period: 'year', title: t`Review of the year` },
	];
	useActions([
		...pages.map(({ period, title, keys }) => ({
			id: `reviews.${period}`,
			title,
			section: 'go' as const,
			keywords: t`digest standup brag look back`,
			icon: <ClipboardList size={18} aria-hidden />,
			...(keys ? { keys } : {}),
			run: () => open(period),
		})),
		{
			id: 'reviews.book',
			title: t`Book of the year`,
			section: 'go',
			keywords: t`print PDF`,
			icon: <BookOpenText size={18} aria-hidden />,
			run: () => void navigate({ to: '/reviews/$period/book', params: { period: 'year' } }),
		},
	]);
}
