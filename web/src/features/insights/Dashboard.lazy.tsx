import { useLingui } from '@lingui/react/macro';
import { createLazyRoute } from '@tanstack/react-router';
import { QuickCapture } from '@/features/journal/public';
import { Card } from '@/ui/Card';
import { Page } from '@/ui/Page';

export const Route = createLazyRoute('/shell/')({ component: DashboardPage });

function DashboardPage() {
	const { t } = useLingui();
	return (
		<Page title={t`Today`}>
			<Card>
				<QuickCapture autoFocus />
			</Card>
		</Page>
	);
}
