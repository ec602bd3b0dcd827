// The door of the journal for other features.
export { KindBadge, useKindNames } from './KindBadge';
export { QuickCapture } from './QuickCapture';
export { useWriteEntry, type WriteEntry } from './useWriteEntry';
