import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Page } from '@/ui/Page';
import { Sections } from '@/ui/Sections';
import { useSettingsSections } from './sections';

/** The frame of every page of the settings. */
export function SettingsPage({
	title,
	lead,
	children,
}: {
	title: string;
	lead?: string | undefined;
	children: ReactNode;
}) {
	const { t } = useLingui();
	return (
		<Page title={title} lead={lead}>
			<Sections label={t`Settings`} sections={useSettingsSections()}>
				{children}
			</Sections>
		</Page>
	);
}
