// What other sources know of a day stands beside it, late: the entries are there before it is asked for.
import { CatchBoundary } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { loadLateTexts } from '@/lib/i18n';
import { patiently } from '@/lib/patiently';
import type { DayMarginProps } from './DayMargin';

const Arrived = lazy(() =>
	patiently(async () => {
		await loadLateTexts();
		return { default: (await import('./DayMargin')).DayMargin };
	}),
);

/** The margin of a day; nothing where no source knows anything, and nothing when it fails: it never takes a page along. */
export function DayMargin(props: DayMarginProps) {
	return (
		<CatchBoundary getResetKey={() => props.day} errorComponent={Nothing}>
			<Suspense fallback={null}>
				<Arrived {...props} />
			</Suspense>
		</CatchBoundary>
	);
}

function Nothing() {
	return null;
}
