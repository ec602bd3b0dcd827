import { Trans, useLingui } from '@lingui/react/macro';
import { createLazyRoute } from '@tanstack/react-router';
import { AuditList } from '@/features/settings/public';
import { AdminAuditDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { Card } from '@/ui/Card';
import { AdminPage } from './AdminPage';

export const Route = createLazyRoute('/shell/admin/audit')({ component: AuditPage });

function AuditPage() {
	const { t } = useLingui();
	return (
		<AdminPage
			title={t`Audit log`}
			lead={t`Who did what to whose account. Records are only ever added.`}
		>
			<Card>
				<AuditList
					name="AdminAudit"
					load={async (after) =>
						(await request(AdminAuditDocument, { first: 50, after })).adminAudit
					}
					empty={<Trans>Nothing has happened yet.</Trans>}
				/>
			</Card>
		</AdminPage>
	);
}
