import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { RevocableItem, SettingsPage } from '@/features/settings/public';
import { CloseOutletDocument, OutletsDocument, type OutletsQuery } from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { RowList, Sign } from '@/ui/RowList';
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
	const instant = (at: string) => formatInstant(at, intlLocale(i18n.locale), viewer.timeZone);
	const used = outlet.lastAt ? t`last used ${instant(outlet.lastAt)}` : '';
	const from = outlet.lastFrom ? t`from network ${outlet.lastFrom}` : '';
	const since = outlet.since ? t`since ${instant(outlet.since)}` : '';
	const ends = outlet.ends ? t`ends ${instant(outlet.ends)}` : '';
	const name = words.title(outlet.kind, outlet.name);
	const { id } = outlet;
	const closable = outlet.closable && !outlet.current;
	return (
		<RevocableItem
			title={<bdi>{name}</bdi>}
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
			used={[...outlet.facts, used, from, since, ends].filter((w) => w !== '').join(' · ')}
			action={<Trans>Switch off</Trans>}
			actionLabel={t`Switch off: ${name}`}
			revoke={
				closable ? async () => (await request(CloseOutletDocument, { id })).closeOutlet : undefined
			}
			done={t`It is switched off.`}
			onRevoked={onClosed}
		>
			{outlet.link ? (
				<Link to={outlet.link} aria-label={t`Look at ${name}`}>
					<Trans>Look</Trans>
				</Link>
			) : null}
		</RevocableItem>
	);
}
