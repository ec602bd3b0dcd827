// The door of the first run for other features.
import { lazy } from 'react';
import { patiently } from '@/lib/patiently';

/** Entries to look around with; fetched where they are offered. */
export const LateSamples = lazy(() =>
	patiently(async () => ({ default: (await import('./Samples')).Samples })),
);
