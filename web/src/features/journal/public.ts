// The door of the journal for other features.
export { entryQueries, useEntryCache } from './entry-cache';
export { KindBadge, kinds, useKindNames } from './KindBadge';
export { LateWaitingList } from './LateWaitingList';
export { QuickCapture } from './QuickCapture';
export { useJournalActions } from './useJournalActions';
export { useOutbox } from './useWaiting';
export { useWriteEntry, type WriteEntry } from './useWriteEntry';
