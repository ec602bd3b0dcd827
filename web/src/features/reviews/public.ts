// The door of the reviews for other features.
export { useReviewsActions } from './useReviewsActions';
