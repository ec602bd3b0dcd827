import { useAdminActions } from '@/features/admin/public';
import { useJournalActions, useOutbox } from '@/features/journal/public';
import { useNotifyActions } from '@/features/notify/public';
import { useReviewsActions } from '@/features/reviews/public';
import { useSettingsActions } from '@/features/settings/public';
import { LiveUpdates } from './LiveUpdates';

/** The actions of the pages beyond the first, and what keeps them current; loaded when the first page stands. */
export default function LateActions() {
	useJournalActions();
	useSettingsActions();
	useReviewsActions();
	useAdminActions();
	useNotifyActions();
	useOutbox();
	return <LiveUpdates />;
}
