import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useViewer } from '@/lib/viewer';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Sections } from '@/ui/Sections';
import { useAdminSections } from './sections';

/** The frame of every page of administration. Others than administrators are told so; the server refuses them anyway. */
export function AdminPage({
	title,
	lead,
	children,
}: {
	title: string;
	lead?: string | undefined;
	children: ReactNode;
}) {
	const { t } = useLingui();
	const viewer = useViewer();
	const sections = useAdminSections();
	if (viewer.role !== 'ADMIN') {
		return (
			<Page title={title} width="reading">
				<EmptyState title={t`This page is for administrators`}>
					<Trans>Ask one of them if you need something changed.</Trans>
				</EmptyState>
			</Page>
		);
	}
	return (
		<Page title={title} lead={lead}>
			<Sections label={t`Administration`} sections={sections}>
				{children}
			</Sections>
		</Page>
	);
}
