// The door of the journal for other features.
import { lazy } from 'react';
import { patiently } from '@/lib/patiently';

export { AudienceField, useAudiences } from './AudienceField';
export { entryQueries, useEntryCache } from './entry-cache';
export { KindBadge, kinds, useKindNames } from './KindBadge';
export { LinkButton } from './links';
export { Prose } from './Prose';
export { QuickCapture } from './QuickCapture';
export { BulkBar, SelectBox } from './sharing/late';
export { ScheduleForm } from './sharing/ScheduleForm';
export { useSharingChanged } from './sharing/useChangeAudience';
export { type Selection, useSelection } from './sharing/useSelection';
export { useUsed } from './sharing/useUsed';
export { useWhen } from './sharing/useWhen';
export { WithdrawButton } from './sharing/WithdrawButton';
export { walkSearch } from './sharing/walk';
export { useJournalActions } from './useJournalActions';
export { useOutbox } from './useOutbox';
export { useWriteEntry, type WriteEntry } from './useWriteEntry';

/** What waits in this browser; fetched once the first view stands. */
export const LateWaitingList = lazy(() =>
	patiently(async () => ({ default: (await import('./LateWaitingList')).LateWaitingList })),
);
