import { queryOptions, useQuery } from '@tanstack/react-query';
import { useViewer } from '@/lib/viewer';
import { waitingKey } from './useKeepWaiting';

function waitingQuery(userId: string) {
	return queryOptions({
		queryKey: [...waitingKey, userId],
		queryFn: async () => {
			if (typeof indexedDB === 'undefined') return [];
			return (await import('./outbox/browser')).browserQueue(userId).list();
		},
		staleTime: Number.POSITIVE_INFINITY,
		retry: false,
	});
}

/** What waits in this browser, in the order of writing; undefined until it is known. */
export function useWaiting() {
	return useQuery(waitingQuery(useViewer().user.id)).data;
}
