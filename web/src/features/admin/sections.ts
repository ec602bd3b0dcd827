import { useLingui } from '@lingui/react/macro';

/** The parts of administration, in order. */
export function useAdminSections() {
	const { t } = useLingui();
	return [
		{ to: '/admin', label: t`People` },
		{ to: '/admin/invites', label: t`Invites` },
		{ to: '/admin/instance', label: t`Instance` },
		{ to: '/admin/providers', label: t`Sign-in providers` },
		{ to: '/admin/audit', label: t`Audit log` },
		{ to: '/admin/jobs', label: t`Jobs` },
		{ to: '/admin/health', label: t`Health` },
		{ to: '/admin/backups', label: t`Backups` },
	] as const;
}
