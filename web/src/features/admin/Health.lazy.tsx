import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { AdminHealthDocument, type AdminHealthQuery } from '@/gql/graphql';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Note } from '@/ui/Note';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { AdminPage } from './AdminPage';
import { useFactWords, usePartNames } from './health';

export const Route = createLazyRoute('/shell/admin/health')({ component: HealthPage });

type Part = AdminHealthQuery['adminHealth']['parts'][number];

function HealthPage() {
	const { t } = useLingui();
	const viewer = useViewer();
	const query = useQuery({ ...gqlQuery(AdminHealthDocument, {}), refetchInterval: 60_000 });
	const health = query.data?.adminHealth;
	const at = health ? formatInstant(health.at, intlLocale(i18n.locale), viewer.timeZone) : '';
	return (
		<AdminPage title={t`Health`} lead={t`Whether everything that the instance needs works.`}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={320} radius="lg" /> : null}
			{health ? (
				<Card
					title={<Trans>As of {at}</Trans>}
					aside={
						<Button
							variant="default"
							size="xs"
							loading={query.isFetching}
							onClick={() => void query.refetch()}
						>
							<Trans>Look again</Trans>
						</Button>
					}
				>
					<Note
						tone={health.status === 'GOOD' ? 'good' : health.status === 'BAD' ? 'bad' : 'plain'}
					>
						{health.status === 'GOOD' ? (
							<Trans>Everything works.</Trans>
						) : health.status === 'BAD' ? (
							<Trans>Something does not work.</Trans>
						) : (
							<Trans>Everything works, but something wants a look.</Trans>
						)}
					</Note>
					<RowList label={t`Parts of the instance`}>
						{health.parts.map((part) => (
							<PartRow key={part.name} part={part} />
						))}
					</RowList>
				</Card>
			) : null}
		</AdminPage>
	);
}

function PartRow({ part }: { part: Part }) {
	const { t } = useLingui();
	const names = usePartNames();
	const words = useFactWords();
	const time = part.milliseconds;
	const facts = part.facts.map((fact) => words(fact.name, fact.value));
	if (part.status !== 'OFF') facts.push(t`${time} ms`);
	return (
		<RowItem
			title={names[part.name] ?? part.name}
			mark={<StatusSign status={part.status} />}
			detail={
				<>
					{facts.map((fact, i) => (
						<span key={fact}>
							{i > 0 ? ' · ' : null}
							<bdi>{fact}</bdi>
						</span>
					))}
					{part.message ? (
						<>
							<br />
							<span dir="ltr">{part.message}</span>
						</>
					) : null}
				</>
			}
		/>
	);
}

function StatusSign({ status }: { status: Part['status'] }) {
	switch (status) {
		case 'OFF':
			return (
				<Sign tone="warn">
					<Trans>not in use</Trans>
				</Sign>
			);
		case 'GOOD':
			return (
				<Sign>
					<Trans>works</Trans>
				</Sign>
			);
		case 'WARNING':
			return (
				<Sign tone="warn">
					<Trans>wants a look</Trans>
				</Sign>
			);
		case 'BAD':
			return (
				<Sign tone="bad">
					<Trans>does not work</Trans>
				</Sign>
			);
	}
}
