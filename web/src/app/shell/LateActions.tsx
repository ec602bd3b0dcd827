import { useAdminActions } from '@/features/admin/public';
import { useJournalActions } from '@/features/journal/public';
import { useSettingsActions } from '@/features/settings/public';

/** The actions of the pages beyond the first; loaded when the first page stands. */
export default function LateActions() {
	useJournalActions();
	useSettingsActions();
	useAdminActions();
	return null;
}
