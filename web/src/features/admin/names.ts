import { useLingui } from '@lingui/react/macro';
import type { JobState, RegistrationMode, Role, UserStatus } from '@/gql/graphql';

/** The statuses of accounts in the language of the app. */
export function useStatusNames(): Record<UserStatus, string> {
	const { t } = useLingui();
	return { ACTIVE: t`Active`, PENDING: t`Waiting`, SUSPENDED: t`Suspended`, DELETED: t`Deleted` };
}

/** The roles in the language of the app. */
export function useRoleNames(): Record<Role, string> {
	const { t } = useLingui();
	return { MEMBER: t`Member`, ADMIN: t`Administrator` };
}

/** Who may sign up, in the language of the app. */
export function useRegistrationNames(): Record<RegistrationMode, string> {
	const { t } = useLingui();
	return {
		OPEN: t`Everybody`,
		INVITE: t`Only with an invite`,
		DOMAINS: t`Addresses of certain domains`,
		APPROVAL: t`Everybody, after an administrator approves`,
		CLOSED: t`Nobody`,
	};
}

/** The states of jobs in the language of the app, in the order of a job's life. */
export function useJobStateNames(): Record<JobState, string> {
	const { t } = useLingui();
	return {
		DUE: t`Due`,
		SCHEDULED: t`Scheduled`,
		RUNNING: t`Running`,
		RETRYING: t`Trying again`,
		FAILED: t`Given up`,
	};
}
