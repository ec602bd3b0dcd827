import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { LinkButton, useSharingChanged, useUsed } from '@/features/journal/public';
import { RevocableItem } from '@/features/settings/public';
import { RevokeEntryLinkDocument, type SharingQuery } from '@/gql/graphql';
import { request } from '@/lib/client';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { RowList } from '@/ui/RowList';

type EntryLink = NonNullable<SharingQuery['viewer']>['entryLinks'][number];

/** The links that open one entry each. */
export function LinksCard({ links }: { links: readonly EntryLink[] }) {
	const { t } = useLingui();
	return (
		<Card title={t`Links to single entries`}>
			{links.length === 0 ? (
				<EmptyState
					title={t`No entry is shared by link`}
					action={
						<LinkButton to="/journal" variant="default">
							<Trans>Choose an entry</Trans>
						</LinkButton>
					}
				>
					<Trans>
						Open an entry, make it unlisted, and make a link: whoever has it can read that entry,
						without an account, until you take it back.
					</Trans>
				</EmptyState>
			) : (
				<RowList label={t`Links to single entries`}>
					{links.map((link) => (
						<LinkItem key={link.id} link={link} />
					))}
				</RowList>
			)}
		</Card>
	);
}

function LinkItem({ link }: { link: EntryLink }) {
	const { t } = useLingui();
	const used = useUsed();
	const changed = useSharingChanged();
	const title = link.entry?.title ?? t`An entry in the trash`;
	const { id } = link;
	return (
		<RevocableItem
			title={
				link.entry ? (
					<Link to="/journal/$entryId" params={{ entryId: link.entry.id }} dir="auto">
						{title}
					</Link>
				) : (
					title
				)
			}
			used={used(link)}
			action={<Trans>Take back</Trans>}
			actionLabel={t`Take back the link to “${title}”`}
			revoke={async () => (await request(RevokeEntryLinkDocument, { id })).revokeEntryLink}
			done={t`The link opens nothing any more.`}
			onRevoked={changed}
		/>
	);
}
