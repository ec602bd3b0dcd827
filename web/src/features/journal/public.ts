// The door of the journal for other features.
import { lazy } from 'react';

export { entryQueries, useEntryCache } from './entry-cache';
export { KindBadge, kinds, useKindNames } from './KindBadge';
export { QuickCapture } from './QuickCapture';
export { useJournalActions } from './useJournalActions';
export { useOutbox } from './useOutbox';
export { useWriteEntry, type WriteEntry } from './useWriteEntry';

/** What waits in this browser; fetched once the first view stands. Without it what waits is sent all the same. */
export const LateWaitingList = lazy(() =>
	import('./LateWaitingList')
		.then((m) => ({ default: m.LateWaitingList }))
		.catch(() => ({ default: () => null })),
);
