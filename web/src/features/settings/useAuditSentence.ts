import { useLingui } from '@lingui/react/macro';
import type { AuditRowFragment } from '@/gql/graphql';

/** Gives the sentence for an audit record: who did what to whom. An unknown act shows its code. */
export function useAuditSentence(): (record: AuditRowFragment) => string {
	const { t } = useLingui();
	return (record) => {
		const who = record.actor?.displayName ?? t`The system`;
		const whom = record.subject?.displayName ?? t`somebody`;
		const sentences: Record<string, string> = {
			'identity.user_registered': t`${whom} got an account`,
			'identity.user_verified': t`The address of ${whom} was verified`,
			'identity.user_approved': t`${who} approved ${whom}`,
			'identity.user_suspended': t`${who} suspended ${whom}`,
			'identity.user_reinstated': t`${who} lifted the suspension of ${whom}`,
			'identity.user_deleted': t`${who} deleted the account of ${whom}`,
			'identity.session_started': t`${whom} signed in`,
			'identity.session_revoked': t`${who} ended a session of ${whom}`,
			'identity.refresh_replayed': t`A used refresh token of ${whom} was replayed: its session was ended`,
			'identity.sign_in_failed': t`Somebody tried to sign in as ${whom} and failed`,
			'identity.password_changed': t`The password of ${whom} was changed`,
			'identity.provider_linked': t`${whom} linked a sign-in provider`,
			'identity.provider_unlinked': t`${whom} removed the link with a sign-in provider`,
			'identity.provider_saved': t`${who} set up a sign-in provider`,
			'identity.provider_removed': t`${who} removed a sign-in provider`,
			'identity.factor_added': t`${who} added a way to sign in for ${whom}`,
			'identity.factor_renamed': t`${whom} renamed a passkey`,
			'identity.factor_removed': t`${who} removed a way to sign in of ${whom}`,
			'identity.factors_reset': t`${who} took the second factors of ${whom} away`,
			'identity.recovery_codes_created': t`${whom} made new recovery codes`,
			'identity.recovery_code_used': t`${whom} used a recovery code`,
			'identity.reset_link_created': t`${who} made a reset link for ${whom}`,
			'identity.email_change_asked': t`${whom} asked to change the address`,
			'identity.email_changed': t`The address of ${whom} was changed`,
			'identity.token_created': t`${who} created a token for ${whom}`,
			'identity.token_revoked': t`${who} revoked a token of ${whom}`,
			'identity.token_rotated': t`${who} gave a token of ${whom} a new secret`,
			'identity.tool_called': t`An agent used a token of ${whom}`,
			'identity.token_expiring': t`${whom} was told that a token ends soon`,
			'identity.role_changed': t`${who} changed the role of ${whom}`,
			'identity.handle_changed': t`${whom} changed the handle`,
			'identity.profile_updated': t`${whom} changed the profile`,
			'identity.invite_created': t`${who} made an invite`,
			'identity.invite_revoked': t`${who} revoked an invite`,
			'identity.settings_changed': t`${who} changed the settings of the instance`,
			'operations.job_run_again': t`${who} ran a job of the instance again`,
			'operations.job_discarded': t`${who} discarded a job of the instance`,
			'operations.schedule_run': t`${who} ran a schedule of the instance`,
			'backup.run_asked': t`${who} made a backup of the instance`,
			'backup.check_asked': t`${who} had a backup looked through`,
			'backup.archive_downloaded': t`${who} downloaded a backup of the instance`,
			'portability.export_requested': t`${whom} asked for an archive of everything`,
			'portability.export_downloaded': t`An archive of ${whom} was downloaded`,
			'portability.archive_imported': t`${whom} brought an archive`,
			'portability.departure_set': t`${who} set the end of the account of ${whom}`,
			'portability.departure_withdrawn': t`${whom} keeps the account`,
			'sharing.link_made': t`${who} made a link to an entry`,
			'sharing.link_revoked': t`A link to an entry of ${whom} ended`,
			'sharing.feed_made': t`${who} made a private feed`,
			'sharing.feed_revoked': t`${who} switched a private feed off`,
			'sharing.view_changed': t`${whom} chose what the public page shows`,
			'files.quota_set': t`${who} set the space for files of ${whom}`,
			'capture.hook_made': t`${who} made a webhook`,
			'capture.hook_revoked': t`${who} switched a webhook off`,
			'capture.address_made': t`${who} made a mail address for entries`,
			'capture.address_changed': t`${who} changed who may write by mail`,
			'capture.address_revoked': t`${who} switched the mail address for entries off`,
			'journal.entry_purged': t`${whom} removed an entry for good`,
		};
		return sentences[record.action.replace(/\.v\d+$/, '')] ?? record.action;
	};
}
