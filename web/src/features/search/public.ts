// The door of the search for the shell.
export { default as PinnedViews } from './PinnedViews';
