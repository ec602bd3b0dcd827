import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { named } from '@/lib/base';
import type { Queue } from './outbox/queue';

/** The key of the query that holds what waits in this browser. */
export const waitingKey = ['Waiting'] as const;

const channel =
	typeof BroadcastChannel === 'undefined'
		? undefined
		: new BroadcastChannel(named('tamatar.outbox'));

/** Calls back when another tab changed what waits; gives a way to stop that. */
export function watchWaiting(changed: () => void): () => void {
	if (!channel) return () => {};
	channel.addEventListener('message', changed);
	return () => channel.removeEventListener('message', changed);
}

/** Tells the other tabs that what waits has changed. */
export function tellWaiting(): void {
	channel?.postMessage('changed');
}

/** The queue and what it stands on. */
async function loadQueue() {
	const [queue] = await Promise.all([import('./outbox/browser'), import('idb')]);
	return queue;
}

/** Changes what waits. */
type Keep = (
	change: (queue: Queue) => Promise<void>,
	userId: string,
	/** Thrown when the browser cannot keep anything: the form says it and holds the text. */
	otherwise?: Error,
) => Promise<void>;

/** A function that changes what waits in this browser and lets every page that shows it know. */
export function useKeepWaiting(): Keep {
	const client = useQueryClient();
	useEffect(() => {
		// It must be here before the network goes.
		void loadQueue().catch(() => {});
	}, []);
	return async (change, userId, otherwise) => {
		try {
			const { browserQueue } = await loadQueue();
			await change(browserQueue(userId));
		} catch (error) {
			throw otherwise ?? error;
		}
		tellWaiting();
		void client.invalidateQueries({ queryKey: waitingKey });
	};
}
