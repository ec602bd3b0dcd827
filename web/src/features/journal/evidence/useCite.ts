import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { EntryCardFragment } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import type { CivilDate } from '@/lib/dates';
import { newClientId } from '@/lib/id';
import { useErrorText } from '@/ui/ErrorNote';
import { showToast } from '@/ui/toasts';
import { contentOf, editInput } from '../content';
import { useEntryCache } from '../entry-cache';
import { sendEdit } from '../useEditEntry';
import { handOver } from './handover';
import { cited } from './texts';

interface Cite {
	/** Cites in an entry that stands, with Undo. True when it is saved. */
	inEntry: (entry: EntryCardFragment, reference: string) => Promise<boolean>;
	/** Opens the form of a new entry with a text behind what waits there. */
	inNew: (day: CivilDate, text: string) => void;
}

/** Cites evidence where no form is open. */
export function useCite(): Cite {
	const { t } = useLingui();
	const navigate = useNavigate();
	const cache = useEntryCache();
	const errorText = useErrorText();

	const save = async (entry: EntryCardFragment, body: string) => {
		const input = editInput(
			{ ...contentOf(entry), body },
			{
				id: entry.id,
				baseRevision: entry.revision,
				clientId: newClientId(),
				day: entry.day,
			},
		);
		try {
			const { entry: saved, errors } = await sendEdit(input);
			if (saved) {
				cache.changed(saved);
				return saved;
			}
			showToast({
				tone: 'bad',
				message: errors[0]?.message ?? t`The entry has changed meanwhile. Please try again.`,
			});
		} catch (error) {
			showToast({ tone: 'bad', message: errorText(error) });
		}
		cache.refresh();
		return undefined;
	};

	return {
		inEntry: async (entry, reference) => {
			const saved = await save(entry, cited(entry.body, reference));
			if (!saved) return false;
			announce(t`Cited`);
			showToast({
				tone: 'good',
				message: t`Cited`,
				action: { label: t`Undo`, run: () => void save(saved, entry.body) },
			});
			return true;
		},
		inNew: (day, text) => {
			handOver({ day, text });
			void navigate({ to: '/journal/new', search: { day } });
		},
	};
}
