import { useLingui } from '@lingui/react/macro';
import {
	AcceptDraftsDocument,
	DeleteEntryDocument,
	type EntryCardFragment,
	RestoreEntryDocument,
} from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { newClientId } from '@/lib/id';
import { useErrorText } from '@/ui/ErrorNote';
import { showToast } from '@/ui/toasts';
import { contentOf, editInput } from './content';
import { useEntryCache } from './entry-cache';
import { toggleTask } from './tasks';
import { sendEdit } from './useEditEntry';

/** What can be done with an entry where it stands. */
export interface EntryActs {
	/** Moves to the trash at once, with Undo in place of a question. True when it is there. */
	remove: (entry: EntryCardFragment) => Promise<boolean>;
	restore: (id: string) => Promise<boolean>;
	accept: (ids: readonly string[]) => Promise<boolean>;
	/** Turns the checkbox at an index; false when it was not saved. */
	tick: (entry: EntryCardFragment, index: number) => Promise<boolean>;
}

/** Acts on entries, with the words for how they went. */
export function useEntryActs(): EntryActs {
	const { t } = useLingui();
	const cache = useEntryCache();
	const errorText = useErrorText();
	const fail = (message: string | undefined) => {
		showToast({ tone: 'bad', message: message ?? t`That did not work. Please try again.` });
		cache.refresh();
		return false;
	};
	const attempt = async (act: () => Promise<boolean>) => {
		try {
			return await act();
		} catch (error) {
			return fail(errorText(error));
		}
	};

	const restore = (id: string) =>
		attempt(async () => {
			const { entry, errors } = (await request(RestoreEntryDocument, { id })).restoreEntry;
			if (!entry) return fail(errors[0]?.message);
			cache.added(entry);
			announce(t`Restored`);
			return true;
		});

	return {
		restore,
		remove: (entry) =>
			attempt(async () => {
				cache.removed(entry.id);
				const { deletedId, errors } = (await request(DeleteEntryDocument, { id: entry.id }))
					.deleteEntry;
				if (!deletedId) return fail(errors[0]?.message);
				cache.removed(entry.id);
				showToast({
					message: t`Moved to the trash.`,
					action: { label: t`Undo`, run: () => void restore(entry.id) },
				});
				return true;
			}),
		accept: (ids) =>
			attempt(async () => {
				const { accepted, errors } = (
					await request(AcceptDraftsDocument, { ids: ids.slice(0, 100) })
				).acceptDrafts;
				if (errors.length > 0) return fail(errors[0]?.message);
				cache.refresh();
				announce(t`Accepted`);
				return accepted.length > 0;
			}),
		tick: (entry, index) =>
			attempt(async () => {
				const body = toggleTask(entry.body, index, entry.tasks.length);
				if (body === undefined) return fail(t`Open the entry to change this task.`);
				const input = editInput(
					{ ...contentOf(entry), body },
					{
						id: entry.id,
						baseRevision: entry.revision,
						clientId: newClientId(),
						day: entry.day,
					},
				);
				const { entry: saved, conflict, errors } = await sendEdit(input);
				if (conflict) {
					cache.changed(conflict.current);
					return fail(t`This entry changed elsewhere. Here is how it is now; tick it again.`);
				}
				if (!saved) return fail(errors[0]?.message);
				cache.changed(saved);
				return true;
			}),
	};
}
