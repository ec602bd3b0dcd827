import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { StorageCard } from '@/features/files/public';
import { LateSamples } from '@/features/onboarding/public';
import { SettingsPage } from '@/features/settings/public';
import { at } from '@/lib/base';
import { useInstance, useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import { ErrorNote } from '@/ui/ErrorNote';
import { Row, Stack } from '@/ui/Field';
import { useArchives } from './archives';
import { BringCard } from './BringCard';
import { LeaveCard } from './LeaveCard';
import { TakeCard } from './TakeCard';

export const Route = createLazyRoute('/shell/settings/data')({ component: DataPage });

function DataPage() {
	const { t } = useLingui();
	const viewer = useViewer();
	const instance = useInstance();
	const { query, archives, departure, refresh } = useArchives();
	const changed = () => void refresh();
	const address = window.location.origin;
	return (
		<SettingsPage title={t`Your data`} lead={t`Everything here belongs to you.`}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={260} radius="lg" /> : null}
			{archives ? (
				<>
					<TakeCard archives={archives} onChanged={changed} />
					<BringCard archives={archives} onChanged={changed} />
				</>
			) : null}
			<StorageCard />
			<Suspense fallback={<Skeleton height={140} radius="lg" />}>
				<LateSamples />
			</Suspense>
			<Card title={t`Bring history`}>
				<Stack>
					{' '}
					<p>
						<Trans>
							Daily notes in Markdown, from Obsidian, Logseq or a folder of dated files, can be
							uploaded here. You see what each file becomes before anything is written.
						</Trans>
					</p>
					<Row>
						<Button component={Link} to="/import">
							<Trans>Import notes</Trans>
						</Button>
					</Row>
					<p>
						<Trans>
							Your commits come in from the terminal, as drafts that only you see: one for each
							repository and day. Running it again adds nothing twice.
						</Trans>
					</p>
					<CopyBox
						label={t`Command that imports commits`}
						text={`TAMATAR_URL=${address} TAMATAR_TOKEN=tmt_… tamatar import git ~/src/project`}
					/>
				</Stack>
			</Card>
			<Card title={t`Log from the terminal`}>
				<CopyBox
					label={t`Command that logs an entry`}
					text={`TAMATAR_URL=${address} TAMATAR_TOKEN=tmt_… tamatar log "fixed the flaky test" -t go -m 30`}
				/>
			</Card>
			{instance?.explorer ? (
				<Card title={t`Ask the API`}>
					<Stack>
						{' '}
						<p>
							<Trans>
								Whatever this app shows, the API gives as well. The explorer runs with your session.
							</Trans>
						</p>
						<Row>
							<Button component="a" href={at('/explorer')} variant="default">
								<Trans>Open the explorer</Trans>
							</Button>
						</Row>
					</Stack>
				</Card>
			) : null}
			<Card title={t`Who can see what`}>
				<p>
					{viewer.role === 'ADMIN' ? (
						<Trans>
							Entries are private unless you share them. As an administrator you manage accounts;
							you cannot read what others log.
						</Trans>
					) : (
						<Trans>
							Entries are private unless you share them. Administrators manage accounts; they cannot
							read what you log.
						</Trans>
					)}
				</p>
			</Card>
			{archives && !departure ? <LeaveCard onChanged={changed} /> : null}
		</SettingsPage>
	);
}
