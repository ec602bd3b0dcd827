import { Trans, useLingui } from '@lingui/react/macro';
import { createLazyRoute } from '@tanstack/react-router';
import { AccountActivityDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { Card } from '@/ui/Card';
import { AuditList } from './AuditList';
import { SettingsPage } from './SettingsPage';

export const Route = createLazyRoute('/shell/settings/activity')({ component: ActivityPage });

function ActivityPage() {
	const { t } = useLingui();
	return (
		<SettingsPage
			title={t`Account activity`}
			lead={t`What was done to your account, by you and by administrators. Nothing is ever removed from this list.`}
		>
			<Card>
				<AuditList
					name="AccountActivity"
					load={async (after) => {
						const answer = await request(AccountActivityDocument, { first: 30, after });
						return answer.viewer?.audit;
					}}
					empty={<Trans>Nothing has happened yet.</Trans>}
				/>
			</Card>
		</SettingsPage>
	);
}
