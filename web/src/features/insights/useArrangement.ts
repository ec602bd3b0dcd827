import { useRef, useState } from 'react';
import { useUpdateViewer, useViewer } from '@/lib/viewer';
import { useErrorText } from '@/ui/ErrorNote';
import { type Place, placesOf, usualPlaces } from './arrangement';

/** The arrangement of the dashboard, shown at once and saved one change after the other. */
export function useArrangement() {
	const viewer = useViewer();
	const update = useUpdateViewer();
	const text = useErrorText();
	const [draft, setDraft] = useState<readonly Place[]>();
	const [problem, setProblem] = useState<string>();
	const saving = useRef<Promise<unknown>>(Promise.resolve());
	const newest = useRef<readonly Place[]>(undefined);

	const save = async (places: readonly Place[]) => {
		// A later change carries this one along.
		if (newest.current !== places) return;
		try {
			const dashboard = places === usualPlaces ? [] : [...places];
			const problem = (await update({ dashboard }))[0]?.message;
			setProblem(problem);
			if (!problem && newest.current === places) setDraft(undefined);
		} catch (error) {
			setProblem(text(error));
		}
	};
	const keep = (places: readonly Place[]) => {
		setDraft(places);
		newest.current = places;
		saving.current = saving.current.then(() => save(places));
	};
	return { places: draft ?? placesOf(viewer.dashboard), keep, problem };
}
