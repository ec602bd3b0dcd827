import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { Archive, ArchiveRestore, Mail, MailOpen } from 'lucide-react';
import type { NoticeFragment } from '@/gql/graphql';
import { formatTime } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { VisuallyHidden } from '@/ui/VisuallyHidden';
import classes from './Inbox.module.css';

interface NoticeRowProps {
	notice: NoticeFragment;
	archived: boolean;
	selected: boolean;
	onOpen: () => void;
	onSelect: () => void;
	onMark: () => void;
	onAway: () => void;
}

/** One notice: what it says, when it came, and what can be done with it. */
export function NoticeRow(props: NoticeRowProps) {
	const { notice, archived, selected } = props;
	const { t } = useLingui();
	const { timeZone } = useViewer();
	const { title } = notice;
	const time = formatTime(notice.createdAt, intlLocale(i18n.locale), timeZone);
	const unread = !notice.readAt;
	return (
		<li
			className={classes.row}
			data-notice={notice.id}
			data-unread={unread || undefined}
			data-selected={selected || undefined}
			tabIndex={-1}
		>
			<input
				type="checkbox"
				className={classes.check}
				checked={selected}
				onChange={props.onSelect}
				aria-label={t`Select “${title}”`}
			/>
			<div className={classes.words}>
				<button type="button" className={classes.title} onClick={props.onOpen}>
					{unread ? <VisuallyHidden>{t`Unread:`} </VisuallyHidden> : null}
					<bdi>{title}</bdi>
				</button>
				{notice.body ? (
					<p className={classes.body}>
						<bdi>{notice.body}</bdi>
					</p>
				) : null}
			</div>
			<time className={`num ${classes.time}`} dateTime={notice.createdAt}>
				{time}
			</time>
			<div className={classes.acts}>
				<ActionIcon
					variant="subtle"
					color="gray"
					size={36}
					onClick={props.onMark}
					aria-label={unread ? t`Mark as read: ${title}` : t`Mark as unread: ${title}`}
				>
					{unread ? <MailOpen size={17} aria-hidden /> : <Mail size={17} aria-hidden />}
				</ActionIcon>
				<ActionIcon
					variant="subtle"
					color="gray"
					size={36}
					onClick={props.onAway}
					aria-label={archived ? t`Back to the inbox: ${title}` : t`Archive: ${title}`}
				>
					{archived ? <ArchiveRestore size={17} aria-hidden /> : <Archive size={17} aria-hidden />}
				</ActionIcon>
			</div>
		</li>
	);
}
