// The door of the notifications for other features and the shell.
export { useNotifyActions } from './useNotifyActions';
