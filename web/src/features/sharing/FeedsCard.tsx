import { Trans, useLingui } from '@lingui/react/macro';
import { useSharingChanged, useUsed } from '@/features/journal/public';
import { RevocableItem } from '@/features/settings/public';
import { RevokeFeedDocument, type SharingQuery } from '@/gql/graphql';
import { request } from '@/lib/client';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { Stack } from '@/ui/Field';
import { RowList, Sign } from '@/ui/RowList';
import { NewFeed } from './NewFeed';

type View = NonNullable<SharingQuery['viewer']>['views'][number];
type Feed = NonNullable<SharingQuery['viewer']>['feeds'][number];

/** The feeds at addresses that cannot be guessed. */
export function FeedsCard({ feeds, views }: { feeds: readonly Feed[]; views: readonly View[] }) {
	const { t } = useLingui();
	return (
		<Card title={t`Private feeds`}>
			<Stack>
				{feeds.length === 0 ? (
					<EmptyState title={t`No private feed yet`}>
						<Trans>
							A private feed has what is public and unlisted, for the reader of a friend or a team.
							Give each its own, so that you can switch one off.
						</Trans>
					</EmptyState>
				) : (
					<RowList label={t`Private feeds`}>
						{feeds.map((feed) => (
							<FeedItem key={feed.id} feed={feed} view={views.find((v) => v.id === feed.viewId)} />
						))}
					</RowList>
				)}
				<NewFeed views={views} />
			</Stack>
		</Card>
	);
}

function FeedItem({ feed, view }: { feed: Feed; view: View | undefined }) {
	const { t } = useLingui();
	const used = useUsed();
	const changed = useSharingChanged();
	const { id } = feed;
	return (
		<RevocableItem
			title={<bdi>{feed.name}</bdi>}
			mark={
				<>
					{feed.tag ? <Sign>#{feed.tag}</Sign> : null}
					{view ? <Sign>{t`What “${view.name}” finds`}</Sign> : null}
					{feed.viewId && !view ? <Sign tone="bad">{t`Its saved search is gone`}</Sign> : null}
				</>
			}
			used={used(feed)}
			action={<Trans>Switch off</Trans>}
			actionLabel={t`Switch off the feed “${feed.name}”`}
			revoke={async () => (await request(RevokeFeedDocument, { id })).revokeFeed}
			done={t`The feed is switched off.`}
			onRevoked={changed}
		/>
	);
}
