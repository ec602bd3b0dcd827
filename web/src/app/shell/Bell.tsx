import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell as BellIcon } from 'lucide-react';
import { UnreadNotificationsDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import classes from './Bell.module.css';

/** From this many on the count says only that there are more. */
const most = 99;

/** The way to the inbox, with how much of it is unread. */
export function Bell() {
	const { t } = useLingui();
	const query = useQuery({
		...gqlQuery(UnreadNotificationsDocument, {}),
		refetchInterval: 60_000,
	});
	const unread = query.data?.viewer?.unreadNotifications ?? 0;
	return (
		<Link
			to="/notifications"
			className={classes.bell}
			aria-label={unread > 0 ? t`Notifications, ${unread} unread` : t`Notifications`}
		>
			<BellIcon size={19} aria-hidden />
			{unread > 0 ? (
				<span className={`num ${classes.count}`} aria-hidden="true">
					{unread > most ? `${most}+` : unread}
				</span>
			) : null}
		</Link>
	);
}
