import { useLingui } from '@lingui/react/macro';
import type { Scope } from '@/gql/graphql';

/** What a token may do, in the language of the app. */
export function useScopeNames(): Record<Scope, string> {
	const { t } = useLingui();
	return {
		READ: t`Read everything you can read`,
		ENTRIES_WRITE: t`Write, edit and delete entries`,
		PROFILE_WRITE: t`Change the profile and settings`,
		ADMIN: t`Administer the instance`,
	};
}
