import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { onNetwork, useOnline } from '@/lib/online';
import { useSessionState } from '@/lib/session';
import { useViewer } from '@/lib/viewer';
import { showToast } from '@/ui/toasts';
import { entryCache } from './entry-cache';
import { tellWaiting, waitingKey, watchWaiting } from './useKeepWaiting';
import { useWaiting } from './useWaiting';

/** How long until it is tried again while something waits, in milliseconds. */
const again = 20_000;

/** Sends what waits whenever the server may be there again. One of these runs in every open app. */
export function useOutbox(): void {
	const { t } = useLingui();
	const client = useQueryClient();
	const { id: userId } = useViewer().user;
	const waiting = useWaiting();
	const online = useOnline();
	const session = useSessionState();
	const sendable = (waiting ?? []).filter((item) => item.trouble === null).length;

	const words = useRef({ saved: '', stuck: '' });
	words.current = {
		saved: t`What waited on this device is saved.`,
		stuck: t`Something that waited needs a look: see the journal.`,
	};

	useEffect(
		() => watchWaiting(() => void client.invalidateQueries({ queryKey: waitingKey })),
		[client],
	);

	useEffect(() => {
		if (sendable === 0 || session !== 'open') return;
		let over = false;
		const send = async () => {
			const { browserQueue, flushQueue } = await import('./outbox/browser');
			const queue = browserQueue(userId);
			const before = (await queue.list()).filter((item) => item.trouble !== null).length;
			let saved = 0;
			await flushQueue(queue, () => saved++);
			const left = await queue.list();
			const stuck = left.filter((item) => item.trouble !== null).length;
			if (saved > 0) {
				entryCache(client).refresh();
				void client.invalidateQueries({ queryKey: ['Entry'] });
				showToast({ tone: 'good', message: words.current.saved });
			}
			if (stuck > before) showToast({ tone: 'bad', message: words.current.stuck });
			tellWaiting();
			await client.invalidateQueries({ queryKey: waitingKey });
		};
		const run = () => {
			if (!over) void send().catch(() => {});
		};
		if (online) run();
		const stop = onNetwork(run);
		const timer = setInterval(run, again);
		return () => {
			over = true;
			stop();
			clearInterval(timer);
		};
	}, [client, userId, sendable, online, session]);
}
