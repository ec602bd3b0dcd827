import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { LinkButton, useSharingChanged, useUsed } from '@/features/journal/public';
import { ProblemList, useAct } from '@/features/settings/public';
import { RevokeEntryLinkDocument, type SharingQuery } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { RowItem, RowList } from '@/ui/RowList';

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
	const act = useAct();
	const title = link.entry?.title ?? t`An entry in the trash`;
	const revoke = async () => {
		const { id } = link;
		const send = async () => (await request(RevokeEntryLinkDocument, { id })).revokeEntryLink;
		if (!(await act.run(send))) return;
		announce(t`The link opens nothing any more.`);
		changed();
	};
	return (
		<RowItem
			title={
				link.entry ? (
					<Link to="/journal/$entryId" params={{ entryId: link.entry.id }} dir="auto">
						{title}
					</Link>
				) : (
					title
				)
			}
			detail={
				<>
					{used(link)}
					<ProblemList problems={act.problems} />
				</>
			}
		>
			<Button
				size="xs"
				variant="default"
				loading={act.busy}
				aria-label={t`Take back the link to “${title}”`}
				onClick={() => void revoke()}
			>
				<Trans>Take back</Trans>
			</Button>
			{act.dialog}
		</RowItem>
	);
}
