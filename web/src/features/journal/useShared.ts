import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type Shared, sharedText } from './shared-text';
import type { useKeptDraft } from './useKeptDraft';

/**
 * Puts what was handed over in the address into the draft, behind what is there already, and takes it out of the address:
 * a reload must not add it twice.
 */
export function useShared(draft: ReturnType<typeof useKeptDraft>, shared: Shared): void {
	const navigate = useNavigate();
	const taken = useRef(false);
	useEffect(() => {
		if (!draft.ready || taken.current) return;
		const text = sharedText(shared);
		if (!text) return;
		taken.current = true;
		const content = draft.now();
		const { body } = content;
		const before = body.trim() === '' ? '' : `${body.trimEnd()}\n\n`;
		draft.replace({ ...content, body: before + text }, draft.baseRevision);
		void navigate({
			to: '/journal/new',
			search: ({ day }: { day?: string }) => (day ? { day } : {}),
			replace: true,
		});
	}, [draft, shared, navigate]);
}
