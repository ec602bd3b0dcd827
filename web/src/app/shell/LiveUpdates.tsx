import { useLingui } from '@lingui/react/macro';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { entryQueries } from '@/features/journal/public';
import { openLive } from '@/lib/live';
import { viewerQuery } from '@/lib/viewer';
import classes from './LiveUpdates.module.css';

/** Queries that show what a topic names, by operation. Topics: internal/app/live.go and internal/notify. */
export const shownBy: Record<string, readonly string[]> = {
	journal: [...entryQueries, 'Entry', 'Outlets'],
	profile: ['Viewer', 'Profile', 'Archives', 'StreakRules'],
	sessions: ['Sessions', 'Tokens', 'Security', 'SignInMethods', 'AccountActivity', 'Outlets'],
	inbox: ['Inbox', 'UnreadNotifications'],
};

/** What comes within this time is read again once. */
const gatherFor = 250;

/** Reads the queries of the topics again, those on screen at once and the others when they are shown. */
function gatherTopics(client: QueryClient): {
	add: (topic: string) => void;
	stop: () => void;
} {
	const waiting = new Set<string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const flush = () => {
		timer = undefined;
		for (const topic of waiting) {
			for (const name of shownBy[topic] ?? []) {
				void client.invalidateQueries({ queryKey: [name] });
			}
		}
		waiting.clear();
	};
	return {
		add(topic) {
			waiting.add(topic);
			timer ??= setTimeout(flush, gatherFor);
		},
		stop: () => clearTimeout(timer),
	};
}

/** Keeps what this tab shows current while other tabs, devices and nodes write. A dot tells whether it does. */
export function LiveUpdates() {
	const client = useQueryClient();
	const { t } = useLingui();
	const [live, setLive] = useState(false);
	useEffect(() => {
		const topics = gatherTopics(client);
		const close = openLive({
			onTopic: topics.add,
			onGap: () => void client.invalidateQueries(),
			onSessionEnd: () => void client.invalidateQueries({ queryKey: viewerQuery.queryKey }),
			onState: setLive,
		});
		return () => {
			topics.stop();
			close();
		};
	}, [client]);
	const words = live
		? t`Changes elsewhere show here at once`
		: t`Changes elsewhere show here after a reload`;
	return (
		<span
			className={classes.dot}
			data-live={live ? 'on' : 'off'}
			// There to be asked, and not said aloud each time the network blinks.
			role="status"
			aria-live="off"
			aria-label={words}
			title={words}
		/>
	);
}
