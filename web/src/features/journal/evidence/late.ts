// What other sources know of a day stands beside it, late: the entries are there before it is asked for.
import { lazy } from 'react';
import { loadLateTexts } from '@/lib/i18n';
import { patiently } from '@/lib/patiently';

/** The margin of a day; nothing where no source knows anything. */
export const DayMargin = lazy(() =>
	patiently(async () => {
		await loadLateTexts();
		return { default: (await import('./DayMargin')).DayMargin };
	}),
);
