// The door of portability for the shell.
export { DepartureBanner } from './DepartureBanner';
