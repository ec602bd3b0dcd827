// The parts of sharing that pages of the journal show. The pages stand before these are there: each brings its texts along.
import { type ComponentType, lazy } from 'react';
import { loadLateTexts } from '@/lib/i18n';
import { patiently } from '@/lib/patiently';

function late<P>(load: () => Promise<ComponentType<P>>) {
	return lazy(() =>
		patiently(async () => {
			await loadLateTexts();
			return { default: await load() };
		}),
	);
}

/** Who may see an entry, on its own page: audience, link and time. */
export const ShareEntry = late(async () => (await import('./ShareEntry')).ShareEntry);

/** The fields of a schedule in the form of an entry. */
export const ScheduleFields = late(async () => (await import('./ScheduleFields')).ScheduleFields);

/** What can be done with all selected entries. */
export const BulkBar = late(async () => (await import('./BulkBar')).BulkBar);

/** Selects one entry. */
export const SelectBox = late(async () => (await import('./SelectBox')).SelectBox);
