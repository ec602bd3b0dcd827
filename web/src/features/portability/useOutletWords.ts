import { useLingui } from '@lingui/react/macro';

/** The words for what leaves an account, and the groups it stands in. */
export function useOutletWords() {
	const { t } = useLingui();
	const titles: Record<string, (name: string) => string> = {
		token: (name) => t`Token “${name}”`,
		session_browser: (name) => t`Browser: ${name}`,
		session_api: (name) => t`Program: ${name}`,
		provider: (name) => t`Sign-in with ${name}`,
		push: (name) => t`Notifications to ${name}`,
		avatar: () => t`Your picture: anybody who has its address`,
		profile: (name) => t`Your profile ${name}: name, picture, what you say about yourself`,
		archive: () => t`An archive of everything, ready to download`,
		link: (name) => (name ? t`Link to “${name}”` : t`Link to an entry in the trash`),
		hook: (name) => t`Webhook “${name}”: may write entries`,
		mail_in: () => t`Your mail address for entries: may write entries`,
		feed: (name) => t`Private feed “${name}”`,
		files: () => t`Pictures and files of these entries`,
		entries_public: () => t`Public entries: everybody`,
		entries_unlisted: () => t`Unlisted entries: whoever has the address`,
		entries_followers: () => t`Entries for followers`,
		entries_team: () => t`Entries for your team`,
	};
	const shown = ['avatar', 'profile', 'files', 'link', 'feed'];
	const shared = (kind: string) => kind.startsWith('entries_') || shown.includes(kind);
	const places = (kind: string) => kind.startsWith('session_');
	return {
		title: (kind: string, name: string) => titles[kind]?.(name) ?? (name || kind),
		groups: [
			{
				name: t`What others can see`,
				lead: t`Nothing of yours is shared.`,
				empty: t`Nothing`,
				kinds: shared,
			},
			{
				name: t`Programs and services`,
				lead: t`Tokens, connected services, devices that get notifications and archives would stand here.`,
				empty: t`No program has a way in`,
				kinds: (kind: string) => !shared(kind) && !places(kind),
			},
			{
				name: t`Where you are signed in`,
				lead: t`No session.`,
				empty: t`Nowhere`,
				kinds: places,
			},
		],
	};
}
