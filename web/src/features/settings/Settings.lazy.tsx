import { useLingui } from '@lingui/react/macro';
import { createLazyRoute } from '@tanstack/react-router';
import { locales } from '@/lib/i18n';
import { useUpdateViewer, useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Page } from '@/ui/Page';

export const Route = createLazyRoute('/shell/settings')({ component: SettingsPage });

function SettingsPage() {
	const { t } = useLingui();
	const viewer = useViewer();
	const update = useUpdateViewer();
	return (
		<Page title={t`Settings`} width="reading">
			<Card title={t`Language`}>
				<select
					aria-label={t`Language`}
					value={viewer.locale}
					onChange={(event) => void update({ locale: event.target.value })}
				>
					{Object.entries(locales).map(([tag, name]) => (
						<option key={tag} value={tag}>
							{name}
						</option>
					))}
				</select>
			</Card>
		</Page>
	);
}
