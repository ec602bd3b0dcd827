import { useAdminActions } from '@/features/admin/public';
import { useSettingsActions } from '@/features/settings/public';

/** The actions of the pages beyond the first; loaded when the first page stands. */
export default function LateActions() {
	useSettingsActions();
	useAdminActions();
	return null;
}
