import { useLingui } from '@lingui/react/macro';
import { createLazyRoute } from '@tanstack/react-router';
import { useInstance } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Page } from '@/ui/Page';

export const Route = createLazyRoute('/shell/admin')({ component: AdminPage });

function AdminPage() {
	const { t } = useLingui();
	const instance = useInstance();
	return (
		<Page title={t`Admin`} width="reading">
			<Card title={t`This instance`}>
				<p>
					{instance?.name} · {instance?.version}
				</p>
			</Card>
		</Page>
	);
}
