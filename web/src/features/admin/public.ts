// The door of administration for other features.
export { useAdminActions } from './useAdminActions';
