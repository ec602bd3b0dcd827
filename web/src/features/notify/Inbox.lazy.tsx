import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router';
import { Archive, Inbox as InboxIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import type { NoticeFragment } from '@/gql/graphql';
import { addDays, civilDayAt, formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Row } from '@/ui/Field';
import { Page } from '@/ui/Page';
import { ShowMore } from '@/ui/ShowMore';
import classes from './Inbox.module.css';
import { NoticeRow } from './NoticeRow';
import { useInbox, useInboxActs } from './useInbox';
import { useInboxKeys } from './useInboxKeys';

export const Route = createLazyRoute('/shell/notifications')({ component: InboxPage });

/** Notices by the day on which they came, newest day first. */
function byDay(notices: readonly NoticeFragment[]): [string, NoticeFragment[]][] {
	const days = new Map<string, NoticeFragment[]>();
	for (const notice of notices) {
		days.set(notice.day, [...(days.get(notice.day) ?? []), notice]);
	}
	return [...days];
}

function InboxPage() {
	const { t } = useLingui();
	const archive = Route.useSearch().box === 'archive';
	const box = archive ? 'ARCHIVE' : 'INBOX';
	const query = useInbox(box);
	const { act, readAll } = useInboxActs(box);
	const navigate = useNavigate();
	const list = useRef<HTMLDivElement>(null);
	const [selected, setSelected] = useState<readonly string[]>([]);
	const notices = query.data?.pages.flatMap((page) => page.viewer?.notifications.nodes ?? []) ?? [];
	const chosen = selected.filter((id) => notices.some((n) => n.id === id));
	const find = (id: string) => notices.find((n) => n.id === id);

	const open = (notice: NoticeFragment) => {
		if (!notice.readAt) void act([notice.id], 'READ');
		if (notice.path) void navigate({ to: notice.path as '/' });
	};
	const away = (ids: readonly string[], what: 'ARCHIVE' | 'UNARCHIVE' | 'DELETE') => {
		if (ids[0]) keys.leave(ids[ids.length - 1] ?? ids[0]);
		setSelected((all) => all.filter((id) => !ids.includes(id)));
		void act(ids, what);
	};
	const mark = (notice: NoticeFragment) => void act([notice.id], notice.readAt ? 'UNREAD' : 'READ');
	const select = (id: string) =>
		setSelected((all) => (all.includes(id) ? all.filter((o) => o !== id) : [...all, id]));
	const putAway = archive ? 'UNARCHIVE' : 'ARCHIVE';
	const withNotice = (fn: (notice: NoticeFragment) => void) => (id: string) => {
		const notice = find(id);
		if (notice) fn(notice);
	};
	const keys = useInboxKeys(list, {
		open: withNotice(open),
		read: withNotice(mark),
		archive: (id) => away([id], putAway),
		remove: (id) => away([id], 'DELETE'),
		select,
	});

	return (
		<Page
			title={t`Notifications`}
			width="reading"
			actions={
				<Button
					variant="default"
					onClick={() => void readAll()}
					disabled={notices.every((n) => n.readAt)}
				>
					<Trans>Mark all as read</Trans>
				</Button>
			}
		>
			<nav className={classes.boxes} aria-label={t`Parts of the inbox`}>
				<BoxLink label={t`Inbox`} />
				<BoxLink label={t({ message: 'Archive', context: 'the place' })} box="archive" />
			</nav>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={240} radius="lg" /> : null}
			{query.isSuccess && notices.length === 0 ? <Empty archive={archive} /> : null}
			{chosen.length > 0 ? (
				<div className={classes.bulk} role="status">
					<Plural value={chosen.length} one="# selected" other="# selected" />
					<Row>
						<Button size="xs" variant="default" onClick={() => void act(chosen, 'READ')}>
							<Trans>Mark as read</Trans>
						</Button>
						<Button size="xs" variant="default" onClick={() => away(chosen, putAway)}>
							{archive ? <Trans>Back to the inbox</Trans> : <Trans>Archive</Trans>}
						</Button>
						<Button size="xs" variant="default" onClick={() => away(chosen, 'DELETE')}>
							<Trans>Delete</Trans>
						</Button>
					</Row>
				</div>
			) : null}
			<div ref={list} className={classes.days}>
				{byDay(notices).map(([day, group]) => (
					<Card key={day} title={<DayName day={day} />}>
						<ul className={classes.list}>
							{group.map((notice) => (
								<NoticeRow
									key={notice.id}
									notice={notice}
									archived={archive}
									selected={chosen.includes(notice.id)}
									onOpen={() => open(notice)}
									onSelect={() => select(notice.id)}
									onMark={() => mark(notice)}
									onAway={() => away([notice.id], putAway)}
								/>
							))}
						</ul>
					</Card>
				))}
			</div>
			<ShowMore query={query}>
				<Trans>Show earlier ones</Trans>
			</ShowMore>
		</Page>
	);
}

function BoxLink({ label, box }: { label: string; box?: 'archive' }) {
	return (
		<Link
			to="/notifications"
			search={box ? { box } : {}}
			className={classes.box}
			activeProps={{ className: classes.active ?? '', 'aria-current': 'page' }}
			activeOptions={{ exact: true, includeSearch: true }}
		>
			{label}
		</Link>
	);
}

function DayName({ day }: { day: string }) {
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const today = civilDayAt(new Date(), viewer.timeZone, 0);
	if (day === today) return <Trans>Today</Trans>;
	if (day === addDays(today, -1)) return <Trans>Yesterday</Trans>;
	return (
		<time dateTime={day}>
			{formatCivil(day, locale, { weekday: 'long', day: 'numeric', month: 'long' })}
		</time>
	);
}

function Empty({ archive }: { archive: boolean }) {
	const { t } = useLingui();
	if (archive) {
		return (
			<EmptyState title={t`The archive is empty`} icon={<Archive size={20} aria-hidden />}>
				<Trans>What you archive with the key E stays here, out of the way.</Trans>
			</EmptyState>
		);
	}
	return (
		<EmptyState
			title={t`Nothing new`}
			icon={<InboxIcon size={20} aria-hidden />}
			action={
				<Link to="/settings/notifications">
					<Trans>Choose what you hear of</Trans>
				</Link>
			}
		>
			<Trans>
				Sign-ins from new devices, tokens that end soon, reminders and your weekly summary arrive
				here.
			</Trans>
		</EmptyState>
	);
}
