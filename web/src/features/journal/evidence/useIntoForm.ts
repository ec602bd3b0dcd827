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
	suggest: (text: string, day?: string) => void;
}

/** Puts what a margin offers behind what is typed in a form, with Undo. Nothing is saved by it. */
export function useIntoForm(draft: ReturnType<typeof useKeptDraft>): IntoForm {
	const { t } = useLingui();
	const latest = useRef(draft);
	latest.current = draft;
	const put = (change: (body: string) => string, day?: string) => {
		const { now, baseRevision, replace } = latest.current;
		const content = now();
		const next = { ...content, body: change(content.body) };
		replace(day && content.body.trim() === '' ? { ...next, day } : next, baseRevision);
		announce(t`In your draft`);
		showToast({
			message: t`In your draft`,
			action: {
				label: t`Undo`,
				run: () => {
					const { now, baseRevision, replace } = latest.current;
					const typed = now();
					// What was typed since stays; only an untouched text goes back as a whole.
					const body = typed.body.startsWith(next.body)
						? content.body + typed.body.slice(next.body.length)
						: typed.body;
					replace({ ...typed, body }, baseRevision);
				},
			},
		});
	};
	return {
		cite: (reference) => put((body) => cited(body, reference)),
		suggest: (text, day) => put((body) => appended(body, text), day),
	};
}

/** Puts what was laid down for the form of a new entry into it, once it knows its draft. */
export function useHandover(ready: boolean, into: IntoForm): void {
	const now = useRef(into);
	now.current = into;
	useEffect(() => {
		const waiting = ready ? takeHandover() : undefined;
		if (waiting) now.current.suggest(waiting.text, waiting.day);
	}, [ready]);
}
