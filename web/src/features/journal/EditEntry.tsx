import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { formatInstant } from '@/lib/dates';
import type { UserError } from '@/lib/errors';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Page } from '@/ui/Page';
import { showToast } from '@/ui/toasts';
import { ConflictDialog } from './ConflictDialog';
import {
	contentOf,
	type EntryContent,
	editInput,
	holds,
	narrower,
	sameContent,
	waitingContent,
} from './content';
import { EntryForm } from './EntryForm';
import { useEntryCache } from './entry-cache';
import { Beside } from './evidence/Beside';
import { useIntoForm } from './evidence/useIntoForm';
import type { WaitingEdit } from './outbox/queue';
import { useScheduleWish } from './sharing/useScheduleWish';
import { takeOut } from './templates/take-out';
import { type Conflict, useEditEntry } from './useEditEntry';
import { useKeptDraft } from './useKeptDraft';
import { useSaveState } from './useSaveState';
import { useTellKept } from './useTellKept';

interface EditEntryProps {
	entry: EntryCardFragment;
	/** The edit of it that waits in this browser: the form goes on from there. */
	waiting?: WaitingEdit | undefined;
	onDone: () => void;
}

/** Edits an entry in place. The form stays with the revision it began from, whatever arrives meanwhile. */
export function EditEntry({ entry, waiting, onDone }: EditEntryProps) {
	const { t } = useLingui();
	const { timeZone } = useViewer();
	const cache = useEntryCache();
	const [began] = useState(() => ({
		content: waiting ? waitingContent(waiting.input) : contentOf(entry),
		revision: waiting?.input.baseRevision ?? entry.revision,
		onto: waiting?.version,
	}));
	const tellKept = useTellKept();
	const schedule = useScheduleWish(entry.id);
	const draft = useKeptDraft(entry.id, began.content, began.revision);
	const into = useIntoForm(draft);
	const edit = useEditEntry();
	const [conflict, setConflict] = useState<Conflict>();

	const finish = async () => {
		await draft.done();
		setConflict(undefined);
		announce(t`Saved`);
		showToast({ tone: 'good', message: t`Saved.` });
		onDone();
	};

	/** Sends the content on top of a revision; a conflict opens both versions. */
	const send = async (
		content: EntryContent,
		baseRevision: number,
		clientId: string,
	): Promise<readonly UserError[]> => {
		const input = editInput(content, { id: entry.id, baseRevision, clientId, day: entry.day });
		const outcome = await edit(input, began.onto);
		if (outcome.kept) {
			await draft.done();
			await takeOut(content, edit);
			tellKept();
			schedule.tellUnkept();
			onDone();
			return [];
		}
		if (outcome.conflict) {
			setConflict(outcome.conflict);
			return [];
		}
		if (!outcome.entry) return outcome.errors;
		if (!holds(outcome.entry, input)) {
			// An earlier try had arrived, without what was typed since: both versions are shown.
			setConflict({ current: outcome.entry, yourBody: content.body, baseBody: null });
			return [];
		}
		await takeOut(content, edit);
		await schedule.keep(outcome.entry);
		await finish();
		return [];
	};

	const chosen = useRef<{ content: EntryContent; revision: number; clientId: string }>(undefined);
	const state = useSaveState(() => {
		const now = chosen.current;
		chosen.current = undefined;
		if (now) return send(now.content, now.revision, now.clientId);
		return send(draft.now(), draft.baseRevision, draft.clientId);
	});

	/** Saves a text on top of the version that came in between. */
	const saveOver = (body: string) => {
		if (!conflict) return;
		const { revision } = conflict.current;
		const mine = draft.now();
		const audience = narrower(mine.audience, conflict.current.audience);
		const content = { ...mine, body, audience };
		// From here on the draft stands on that version, so that a lost connection costs nothing.
		draft.replace(content, revision);
		chosen.current = { content, revision, clientId: draft.renewClientId() };
		setConflict(undefined);
		void state.run();
	};

	const takeTheirs = async () => {
		if (!conflict) return;
		const mine = draft.now();
		cache.changed(conflict.current);
		const revision = conflict.current.revision;
		setConflict(undefined);
		draft.replace(contentOf(conflict.current), revision);
		await draft.done();
		showToast({
			message: t`The saved version stays.`,
			action: { label: t`Bring mine back`, run: () => draft.replace(mine, revision) },
		});
	};

	const leave = () => {
		if (!sameContent(draft.now(), began.content)) showToast({ message: t`Your draft is kept.` });
		onDone();
	};

	const locale = intlLocale(i18n.locale);
	return (
		<Page title={t`Edit entry`} tabTitle={entry.title} width="reading">
			<Beside day={draft.content.day ?? entry.day} into={into}>
				<EntryForm
					draft={draft}
					label={t`Edit entry`}
					saveLabel={t`Save changes`}
					saving={state.saving}
					problems={state.problems}
					unreached={state.unreached}
					schedule={schedule}
					onSave={() => void state.run()}
					onLeave={leave}
				/>
			</Beside>
			{conflict ? (
				<ConflictDialog
					conflict={conflict}
					mine={draft.content.body}
					savedAt={formatInstant(conflict.current.updatedAt, locale, timeZone)}
					saving={state.saving}
					onSave={saveOver}
					onTakeTheirs={() => void takeTheirs()}
					onClose={() => setConflict(undefined)}
				/>
			) : null}
		</Page>
	);
}
