import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import type { Audience } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { useErrorText } from '@/ui/ErrorNote';
import { showToast } from '@/ui/toasts';
import { useEntryCache } from '../entry-cache';
import { changeAudiences } from './change';

/** Queries that tell of what is shared. */
const sharingQueries = ['Sharing', 'EntryLink', 'Schedules', 'Entry'] as const;

/** Lets every page that tells of what is shared know that something changed. */
export function useSharingChanged(): () => void {
	const client = useQueryClient();
	return () => {
		for (const name of sharingQueries) void client.invalidateQueries({ queryKey: [name] });
	};
}

/** Gives entries other audiences, with the words for how it went and a way back. Gives how many changed. */
export function useChangeAudience(): (
	changes: readonly { id: string; audience: Audience }[],
) => Promise<number> {
	const { t } = useLingui();
	const errorText = useErrorText();
	const cache = useEntryCache();
	const refresh = useSharingChanged();
	const run = async (
		changes: readonly { id: string; audience: Audience }[],
		undone: boolean,
	): Promise<number> => {
		const { changed, message } = await changeAudiences(changes, errorText);
		cache.refresh();
		refresh();
		if (message) showToast({ tone: 'bad', message });
		const n = changed.length;
		if (n === 0 && message) return 0;
		const words = undone
			? t`${plural(n, { one: '# entry is as before.', other: '# entries are as before.' })}`
			: t`${plural(n, { one: '# entry changed.', other: '# entries changed.' })}`;
		announce(words);
		const back = changed.map((c) => ({ id: c.id, audience: c.from }));
		showToast({
			message: words,
			...(undone || n === 0 ? {} : { action: { label: t`Undo`, run: () => void run(back, true) } }),
		});
		return n;
	};
	return (changes) => run(changes, false);
}
