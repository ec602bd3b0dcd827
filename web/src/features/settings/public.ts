// The door of the settings for other features.
export { AuditList } from './AuditList';
export { ProblemList } from './ProblemList';
export { RevocableItem } from './RevocableItem';
export { SettingsPage } from './SettingsPage';
export { useAct } from './useAct';
export { type Problems, useProblems } from './useProblems';
export { useSettingsActions } from './useSettingsActions';
