import { newClientId } from '@/lib/id';
import type { EntryContent } from '../content';
import type { EditEntry } from '../useEditEntry';

/**
 * Takes carried tasks out of the entries they come from, once the text they are in now is saved. Those that were taken out
 * of the new text before stay where they are, and so does all in an entry that was changed since.
 */
export async function takeOut(content: EntryContent, edit: EditEntry): Promise<void> {
	if (!content.takeOut?.length) return;
	const { keysIn, withoutTasks } = await import('./carry');
	const saved = keysIn(content.body);
	const here = new Set([...saved.open, ...saved.done]);
	for (const { edit: old, keys } of content.takeOut) {
		const body = withoutTasks(old.body, new Set(keys.filter((key) => here.has(key))));
		if (body !== old.body) await edit({ ...old, body, clientId: newClientId() }).catch(() => {});
	}
}
