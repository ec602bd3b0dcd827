import { lazy, Suspense, useEffect } from 'react';
import { patiently } from '@/lib/patiently';
import { useWaiting } from './useWaiting';

const load = () => import('./WaitingList');

const WaitingList = lazy(() => patiently(async () => ({ default: (await load()).WaitingList })));

/** What waits in this browser. It is fetched before it is needed: then there may be no network. */
export function LateWaitingList() {
	const waiting = useWaiting();
	useEffect(() => {
		void load().catch(() => {});
	}, []);
	if (!waiting || waiting.length === 0) return null;
	return (
		<Suspense fallback={null}>
			<WaitingList />
		</Suspense>
	);
}
