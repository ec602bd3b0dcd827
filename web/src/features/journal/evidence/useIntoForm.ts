import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { announce } from '@/lib/announce';
import { showToast } from '@/ui/toasts';
import type { useKeptDraft } from '../useKeptDraft';
import { takeHandover } from './handover';
import { appended, cited } from './texts';

/** What a margin can do with the form beside it. */
export interface IntoForm {
	cite: (reference: string) => void;
	suggest: (text: string) => void;
}

/** Puts what a margin offers behind what is typed in a form, with Undo. Nothing is saved by it. */
export function useIntoForm(draft: ReturnType<typeof useKeptDraft>): IntoForm {
	const { t } = useLingui();
	const now = useRef(draft);
	now.current = draft;
	const put = (change: (body: string) => string, day?: string) => {
		const { content, baseRevision, replace } = now.current;
		const next = { ...content, body: change(content.body) };
		replace(day && content.body.trim() === '' ? { ...next, day } : next, baseRevision);
		announce(t`In your draft`);
		showToast({
			message: t`In your draft`,
			action: {
				label: t`Undo`,
				run: () => {
					const typed = now.current.content;
					// What was typed since stays; only an untouched text goes back as a whole.
					const body = typed.body.startsWith(next.body)
						? content.body + typed.body.slice(next.body.length)
						: typed.body;
					now.current.replace({ ...typed, body }, now.current.baseRevision);
				},
			},
		});
	};
	const putLatest = useRef(put);
	putLatest.current = put;
	useEffect(() => {
		if (!draft.ready) return;
		const waiting = takeHandover();
		if (waiting) putLatest.current((body) => appended(body, waiting.text), waiting.day);
	}, [draft.ready]);
	return {
		cite: (reference) => put((body) => cited(body, reference)),
		suggest: (text) => put((body) => appended(body, text)),
	};
}
