import { Trans, useLingui } from '@lingui/react/macro';
import { useMantineColorScheme } from '@mantine/core';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { activateLocale, locales, nearestLocale } from '@/lib/i18n';
import { usePref } from '@/lib/prefs';
import { useUpdateViewer, useViewer, type Viewer, type ViewerChange } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { useErrorText } from '@/ui/ErrorNote';
import { CheckField, Pair, SelectField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { SettingsPage } from './SettingsPage';

export const Route = createLazyRoute('/shell/settings/appearance')({ component: AppearancePage });

const schemes: Record<Viewer['theme'], 'auto' | 'light' | 'dark'> = {
	SYSTEM: 'auto',
	LIGHT: 'light',
	DARK: 'dark',
};

function AppearancePage() {
	const { t } = useLingui();
	const viewer = useViewer();
	const update = useUpdateViewer();
	const text = useErrorText();
	const { setColorScheme } = useMantineColorScheme();
	const [contrast, setContrast] = usePref('contrast', 'system');
	const [problem, setProblem] = useState<string>();

	const keep = async (change: ViewerChange) => {
		setProblem(undefined);
		try {
			setProblem((await update(change))[0]?.message);
		} catch (error) {
			setProblem(text(error));
		}
	};

	return (
		<SettingsPage
			title={t`Appearance`}
			lead={t`Changes show at once and follow you to your other devices.`}
		>
			<Card>
				<Pair>
					<SelectField
						label={t`Colours`}
						value={viewer.theme}
						onChange={(event) => {
							const theme = event.target.value as Viewer['theme'];
							setColorScheme(schemes[theme]);
							void keep({ theme });
						}}
					>
						<option value="SYSTEM">{t`As the system`}</option>
						<option value="LIGHT">{t`Light`}</option>
						<option value="DARK">{t`Dark`}</option>
					</SelectField>
					<SelectField
						label={t`Language`}
						value={nearestLocale(viewer.locale)}
						onChange={(event) => {
							const locale = nearestLocale(event.target.value);
							void activateLocale(locale);
							void keep({ locale });
						}}
					>
						{Object.entries(locales).map(([tag, name]) => (
							<option key={tag} value={tag} lang={tag}>
								{name}
							</option>
						))}
					</SelectField>
				</Pair>
				<CheckField
					label={t`High contrast`}
					hint={t`On this device only. Reduced motion follows the system.`}
					checked={contrast === 'more'}
					onChange={(event) => setContrast(event.target.checked ? 'more' : 'system')}
				/>
				{problem ? (
					<Note tone="bad">
						<p>{problem}</p>
						<p>
							<Trans>It looks changed here, but it is not saved in the account.</Trans>
						</p>
					</Note>
				) : null}
			</Card>
		</SettingsPage>
	);
}
