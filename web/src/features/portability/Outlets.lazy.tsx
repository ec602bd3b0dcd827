import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { ProblemList, SettingsPage, useAct } from '@/features/settings/public';
import { CloseOutletDocument, OutletsDocument, type OutletsQuery } from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { useOutletWords } from './useOutletWords';

export const Route = createLazyRoute('/shell/settings/outlets')({ component: OutletsPage });

type Outlet = NonNullable<OutletsQuery['viewer']>['outlets'][number];

function OutletsPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const query = useQuery(gqlQuery(OutletsDocument, {}));
	const outlets = query.data?.viewer?.outlets;
	const words = useOutletWords();
	const refresh = () => void client.invalidateQueries({ queryKey: ['Outlets'] });
	return (
		<SettingsPage
			title={t`What leaves your account`}
			lead={t`Every way on which something of yours goes out, or somebody gets in, and when it was used last.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={320} radius="lg" /> : null}
			{outlets
				? words.groups.map(({ name, lead, empty, kinds }) => {
						const list = outlets.filter((o) => kinds(o.kind));
						return (
							<Card key={name} title={name}>
								{list.length === 0 ? (
									<EmptyState title={empty}>{lead}</EmptyState>
								) : (
									<RowList label={name}>
										{list.map((o) => (
											<OutletRow key={o.id} outlet={o} onClosed={refresh} />
										))}
									</RowList>
								)}
							</Card>
						);
					})
				: null}
		</SettingsPage>
	);
}

function OutletRow({ outlet, onClosed }: { outlet: Outlet; onClosed: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const words = useOutletWords();
	const { run, busy, problems, dialog } = useAct();
	const instant = (at: string) => formatInstant(at, intlLocale(i18n.locale), viewer.timeZone);
	const used = outlet.lastAt ? t`last used ${instant(outlet.lastAt)}` : '';
	const from = outlet.lastFrom ? t`from network ${outlet.lastFrom}` : '';
	const since = outlet.since ? t`since ${instant(outlet.since)}` : '';
	const ends = outlet.ends ? t`ends ${instant(outlet.ends)}` : '';
	const close = async () => {
		const id = outlet.id;
		if (await run(async () => (await request(CloseOutletDocument, { id })).closeOutlet)) onClosed();
	};
	return (
		<RowItem
			title={words.title(outlet.kind, outlet.name)}
			mark={
				<>
					{outlet.count === null || outlet.kind === 'archive' ? null : (
						<Sign tone="warn">
							{outlet.kind === 'files' ? (
								<Plural value={outlet.count} one="# file" other="# files" />
							) : (
								<Plural value={outlet.count} one="# entry" other="# entries" />
							)}
						</Sign>
					)}
					{outlet.current ? (
						<Sign>
							<Trans>This one</Trans>
						</Sign>
					) : null}
				</>
			}
			detail={
				<>
					{[...outlet.facts, used, from, since, ends].filter((w) => w !== '').join(' · ')}
					<ProblemList problems={problems} />
				</>
			}
		>
			{outlet.link ? (
				<Link to={outlet.link} aria-label={t`Look at ${words.title(outlet.kind, outlet.name)}`}>
					<Trans>Look</Trans>
				</Link>
			) : null}
			{outlet.closable && !outlet.current ? (
				<Button size="xs" variant="default" loading={busy} onClick={() => void close()}>
					<Trans>Switch off</Trans>
				</Button>
			) : null}
			{dialog}
		</RowItem>
	);
}
