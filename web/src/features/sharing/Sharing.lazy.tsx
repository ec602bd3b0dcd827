import { useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { SettingsPage } from '@/features/settings/public';
import { SchedulesDocument, SharingDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { ErrorNote } from '@/ui/ErrorNote';
import { FeedsCard } from './FeedsCard';
import { LinksCard } from './LinksCard';
import { PublicCard } from './PublicCard';
import { SchedulesCard } from './SchedulesCard';

export const Route = createLazyRoute('/shell/settings/sharing')({ component: SharingPage });

/** Every address at which something of the viewer's can be read, and what will be opened by itself. */
function SharingPage() {
	const { t } = useLingui();
	const sharing = useQuery(gqlQuery(SharingDocument, {}));
	const waiting = useQuery(gqlQuery(SchedulesDocument, {}));
	const viewer = sharing.data?.viewer;
	const schedules = waiting.data?.viewer?.schedules;
	const error = sharing.error ?? waiting.error;
	const again = () => {
		void sharing.refetch();
		void waiting.refetch();
	};
	return (
		<SettingsPage
			title={t`Sharing`}
			lead={t`Where entries of yours can be read, and which will be opened by themselves.`}
		>
			{error ? <ErrorNote error={error} onRetry={again} /> : null}
			{sharing.isPending ? <Skeleton height={320} radius="lg" /> : null}
			{viewer ? (
				<>
					<PublicCard shares={viewer.entries.nodes.length > 0} />
					<LinksCard links={viewer.entryLinks} />
					<FeedsCard feeds={viewer.feeds} views={viewer.views} />
				</>
			) : null}
			{schedules ? <SchedulesCard schedules={schedules} /> : null}
		</SettingsPage>
	);
}
