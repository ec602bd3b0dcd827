import { useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { createLazyRoute } from '@tanstack/react-router';
import { SettingsPage } from '@/features/settings/public';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Matrix } from './Matrix';
import { PushCard } from './PushCard';
import { TimesForm } from './TimesForm';
import { useChoices } from './useChoices';

export const Route = createLazyRoute('/shell/settings/notifications')({ component: ChoicesPage });

function ChoicesPage() {
	const { t } = useLingui();
	const query = useChoices();
	const viewer = query.data?.viewer;
	return (
		<SettingsPage
			title={t`Notifications`}
			lead={t`Hear of what matters, where and when it suits you. Nothing else.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={320} radius="lg" /> : null}
			{viewer ? (
				<>
					<Card title={t`What reaches you where`}>
						<Matrix settings={viewer.notificationSettings} />
					</Card>
					<Card title={t`Times`}>
						<TimesForm settings={viewer.notificationSettings} />
					</Card>
					<Card title={t`Push to your browsers`}>
						<PushCard devices={viewer.notificationSettings.devices} />
					</Card>
					<Card title={t`Your next weekly summary`}>
						<p>
							<strong>{viewer.digestPreview.title}</strong>
							<br />
							{viewer.digestPreview.body}
						</p>
					</Card>
				</>
			) : null}
		</SettingsPage>
	);
}
