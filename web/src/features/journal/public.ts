// The door of the journal for other features.
import { lazy } from 'react';
import { patiently } from '@/lib/patiently';

export { AudienceField, useAudiences } from './AudienceField';
export { entryQueries, useEntryCache } from './entry-cache';
export { KindBadge, kinds, useKindNames } from './KindBadge';
export { LinkButton } from './links';
export { Prose } from './Prose';
export { QuickCapture } from './QuickCapture';
export { useJournalActions } from './useJournalActions';
export { useOutbox } from './useOutbox';
export { useWriteEntry, type WriteEntry } from './useWriteEntry';

/** What waits in this browser; fetched once the first view stands. */
export const LateWaitingList = lazy(() =>
	patiently(async () => ({ default: (await import('./LateWaitingList')).LateWaitingList })),
);
