import { useLingui } from '@lingui/react/macro';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
	InboxDocument,
	type InboxQuery,
	MarkAllNotificationsReadDocument,
	type NoticeFragment,
	type NotificationAct,
	UnreadNotificationsDocument,
	UpdateNotificationsDocument,
} from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { showToast } from '@/ui/toasts';

type Box = 'INBOX' | 'ARCHIVE';
type Pages = InfiniteData<InboxQuery>;

/** The notices of one part of the inbox, page by page. */
export function useInbox(box: Box) {
	return useInfiniteQuery({
		queryKey: ['Inbox', box],
		queryFn: ({ pageParam, signal }) =>
			request(InboxDocument, { first: 30, after: pageParam, box }, { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (last) => {
			const info = last.viewer?.notifications.pageInfo;
			return info?.hasNextPage ? info.endCursor : undefined;
		},
		refetchInterval: 60_000,
	});
}

/** How an act shows before the server has answered; undefined takes the notice off the list. */
function after(notice: NoticeFragment, act: NotificationAct): NoticeFragment | undefined {
	if (act === 'READ') return { ...notice, readAt: notice.readAt ?? new Date().toISOString() };
	if (act === 'UNREAD') return { ...notice, readAt: null };
	return undefined;
}

function change(pages: Pages | undefined, ids: readonly string[], act: NotificationAct) {
	if (!pages) return pages;
	const each = (page: InboxQuery): InboxQuery => {
		if (!page.viewer) return page;
		const { notifications } = page.viewer;
		const nodes = notifications.nodes.flatMap((notice) => {
			if (!ids.includes(notice.id)) return [notice];
			const next = after(notice, act);
			return next ? [next] : [];
		});
		return { ...page, viewer: { ...page.viewer, notifications: { ...notifications, nodes } } };
	};
	return { ...pages, pages: pages.pages.map(each) };
}

const undoOf: Partial<Record<NotificationAct, NotificationAct>> = {
	ARCHIVE: 'UNARCHIVE',
	UNARCHIVE: 'ARCHIVE',
	DELETE: 'RESTORE',
};

/** What can be done to notices: at once on the page, with a way back. */
export function useInboxActs(box: Box) {
	const { t } = useLingui();
	const client = useQueryClient();
	const count = useCallback(
		(unread: number) =>
			client.setQueryData(gqlQuery(UnreadNotificationsDocument, {}).queryKey, {
				viewer: { unreadNotifications: unread },
			}),
		[client],
	);
	const refresh = () => void client.invalidateQueries({ queryKey: ['Inbox'] });

	const act = async (ids: readonly string[], what: NotificationAct): Promise<void> => {
		if (ids.length === 0) return;
		await client.cancelQueries({ queryKey: ['Inbox'] });
		client.setQueryData<Pages>(['Inbox', box], (pages) => change(pages, ids, what));
		try {
			const answer = await request(UpdateNotificationsDocument, {
				input: { ids: [...ids], act: what },
			});
			count(answer.updateNotifications.unread);
			const said: Partial<Record<NotificationAct, string>> = {
				ARCHIVE: t`Archived.`,
				UNARCHIVE: t`Back in the inbox.`,
				DELETE: t`Deleted.`,
			};
			const message = said[what];
			const undo = undoOf[what];
			if (message && undo) {
				showToast({
					message,
					action: { label: t`Undo`, run: () => void act(ids, undo).then(refresh) },
				});
			}
			if (what === 'READ') announce(t`Marked as read`);
			if (what === 'UNREAD') announce(t`Marked as unread`);
		} catch {
			showToast({ tone: 'bad', message: t`That did not reach the server. Please try again.` });
			refresh();
		}
	};
	const readAll = async () => {
		try {
			count((await request(MarkAllNotificationsReadDocument, {})).markAllNotificationsRead.unread);
			announce(t`Everything is marked as read`);
		} catch {
			showToast({ tone: 'bad', message: t`That did not reach the server. Please try again.` });
		}
		refresh();
	};
	return { act, readAll };
}
