import { useLingui } from '@lingui/react/macro';
import type { DashboardQuery } from '@/gql/graphql';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';

type Streak = NonNullable<DashboardQuery['viewer']>['streak'];

/** Says in one sentence whether the streak lives, and until when on the viewer's clock. */
export function useStreakText(): (streak: Streak) => string {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const { timeZone } = useViewer();
	return (streak) => {
		const until = streak.aliveUntil
			? formatInstant(streak.aliveUntil, locale, timeZone, {
					weekday: 'long',
					hour: 'numeric',
					minute: '2-digit',
				})
			: '';
		switch (streak.state) {
			case 'ALIVE':
				return t`Alive, today is in. It lives on until ${until}.`;
			case 'OPEN':
				return t`Alive until ${until}. One entry today carries it on.`;
			case 'FROZEN':
				return t`A freeze holds it until ${until}. Write something to carry it on.`;
			case 'BROKEN':
				return t`The last one has ended. The next begins with one line.`;
			default:
				return t`It begins with your first entry.`;
		}
	};
}
