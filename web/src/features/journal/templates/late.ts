// What helps to begin an entry. Pages stand before it is there: it comes late and brings its texts along.
import { lazy } from 'react';
import { loadLateTexts } from '@/lib/i18n';
import { patiently } from '@/lib/patiently';

/** Templates and open tasks, for a field with a text. */
export const StarterBar = lazy(() =>
	patiently(async () => {
		await loadLateTexts();
		return { default: (await import('./StarterBar')).StarterBar };
	}),
);
