import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	AdminSaveSettingsDocument,
	AdminSettingsDocument,
	type AdminSettingsQuery,
	type RegistrationMode,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { CheckField, Form, Row, SelectField, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { showToast } from '@/ui/toasts';
import { AdminPage } from './AdminPage';
import { useRegistrationNames } from './names';

export const Route = createLazyRoute('/shell/admin/instance')({ component: InstancePage });

function InstancePage() {
	const { t } = useLingui();
	const query = useQuery(gqlQuery(AdminSettingsDocument, {}));
	const version = query.data?.instance.version;
	return (
		<AdminPage title={t`Instance`} lead={version ? t`Tamatar ${version}` : undefined}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={280} radius="lg" /> : null}
			{query.data ? (
				<>
					<Card title={t`Settings`}>
						<SettingsForm settings={query.data.adminSettings} />
					</Card>
					<Card title={t`Mail`}>
						<Note tone={query.data.adminSettings.sendsMail ? 'good' : 'plain'}>
							{query.data.adminSettings.verification}
						</Note>
					</Card>
				</>
			) : null}
		</AdminPage>
	);
}

function SettingsForm({ settings }: { settings: AdminSettingsQuery['adminSettings'] }) {
	const { t } = useLingui();
	const client = useQueryClient();
	const modes = useRegistrationNames();
	const act = useAct('name', 'registration', 'allowedDomains');
	const [name, setName] = useState(settings.name);
	const [registration, setRegistration] = useState<RegistrationMode>(settings.registration);
	const [domains, setDomains] = useState(settings.allowedDomains.join(', '));
	const [explorer, setExplorer] = useState(settings.explorer);

	const submit = async () => {
		const allowedDomains = domains.split(/[\s,]+/).filter(Boolean);
		const answer = await act.run(
			async () =>
				(
					await request(AdminSaveSettingsDocument, {
						input: { name, registration, allowedDomains, explorer },
					})
				).adminUpdateSettings,
		);
		if (!answer) return;
		showToast({ tone: 'good', message: t`Saved.` });
		for (const key of ['AdminSettings', 'Viewer']) {
			void client.invalidateQueries({ queryKey: [key] });
		}
	};

	return (
		<Form onSubmit={() => void submit()}>
			<TextField
				label={t`Name of the instance`}
				value={name}
				problem={act.problems.of('name')}
				onChange={(event) => setName(event.target.value)}
			/>
			<SelectField
				label={t`Who may sign up`}
				value={registration}
				problem={act.problems.of('registration')}
				onChange={(event) => setRegistration(event.target.value as RegistrationMode)}
			>
				{Object.entries(modes).map(([value, words]) => (
					<option key={value} value={value}>
						{words}
					</option>
				))}
			</SelectField>
			{registration === 'DOMAINS' ? (
				<TextField
					label={t`Domains`}
					hint={t`Separated by commas: example.org, example.com`}
					dir="ltr"
					value={domains}
					problem={act.problems.of('allowedDomains')}
					onChange={(event) => setDomains(event.target.value)}
				/>
			) : null}
			<CheckField
				label={t`Members may use the API explorer`}
				checked={explorer}
				onChange={(event) => setExplorer(event.target.checked)}
			/>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" loading={act.busy}>
					<Trans>Save</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Form>
	);
}
