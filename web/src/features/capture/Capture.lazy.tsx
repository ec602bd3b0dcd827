import { useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { SettingsPage } from '@/features/settings/public';
import { CaptureDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { ErrorNote } from '@/ui/ErrorNote';
import { HooksCard } from './HooksCard';
import { MailCard } from './MailCard';
import { PageCard } from './PageCard';
import { ProgramsCard } from './ProgramsCard';

export const Route = createLazyRoute('/shell/settings/capture')({ component: CapturePage });

/** Every way on which something becomes an entry without this app being opened. */
function CapturePage() {
	const { t } = useLingui();
	const query = useQuery(gqlQuery(CaptureDocument, {}));
	const viewer = query.data?.viewer;
	return (
		<SettingsPage
			title={t`Capture`}
			lead={t`Every way on which something becomes an entry from outside. It is private until you share it.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={320} radius="lg" /> : null}
			{viewer ? (
				<>
					<MailCard mail={viewer.captureMail} />
					<HooksCard hooks={viewer.captureHooks} />
				</>
			) : null}
			<PageCard />
			<ProgramsCard />
		</SettingsPage>
	);
}
