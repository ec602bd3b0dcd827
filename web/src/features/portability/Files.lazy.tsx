import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { Paperclip } from 'lucide-react';
import { useState } from 'react';
import { DownloadLink, FileLine, isPicture, StorageCard } from '@/features/files/public';
import { ProblemList, SettingsPage, useAct } from '@/features/settings/public';
import { DeleteFileDocument, OwnFilesDocument, type OwnFilesQuery } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Row, Stack } from '@/ui/Field';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { ShowMore } from '@/ui/ShowMore';

export const Route = createLazyRoute('/shell/settings/files')({ component: FilesPage });

type OwnFile = NonNullable<OwnFilesQuery['viewer']>['files']['nodes'][number];

function FilesPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const [doomed, setDoomed] = useState<OwnFile>();
	const query = useInfiniteQuery({
		queryKey: ['OwnFiles'],
		queryFn: ({ pageParam, signal }) =>
			request(OwnFilesDocument, { first: 30, after: pageParam }, { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (last) => {
			const info = last.viewer?.files.pageInfo;
			return info?.hasNextPage ? info.endCursor : undefined;
		},
	});
	const files = query.data?.pages.flatMap((page) => page.viewer?.files.nodes ?? []) ?? [];
	const deleted = () => {
		setDoomed(undefined);
		announce(t`Deleted`);
		for (const key of ['OwnFiles', 'Storage', 'EntryFiles']) {
			void client.invalidateQueries({ queryKey: [key] });
		}
	};
	return (
		<SettingsPage
			title={t`Files`}
			lead={t`Every picture and file of yours, with the entries that show it.`}
		>
			<StorageCard link={false} />
			<Card title={t`Your files`}>
				{query.error ? (
					<ErrorNote error={query.error} onRetry={() => void query.refetch()} />
				) : null}
				{query.isPending ? <Skeleton height={220} radius="lg" /> : null}
				{query.isSuccess && files.length === 0 ? (
					<EmptyState
						title={t`No files yet`}
						icon={<Paperclip size={20} aria-hidden />}
						action={
							<Button component={Link} to="/journal/new" variant="default">
								<Trans>Write an entry</Trans>
							</Button>
						}
					>
						<Trans>Paste or drop a picture where you write, and it stands here too.</Trans>
					</EmptyState>
				) : null}
				{files.length > 0 ? (
					<RowList label={t`Your files`}>
						{files.map((own) => (
							<OwnFileRow key={own.file.id} own={own} onDelete={() => setDoomed(own)} />
						))}
					</RowList>
				) : null}
				<ShowMore query={query}>
					<Trans>Show more</Trans>
				</ShowMore>
			</Card>
			{doomed ? (
				<DeleteDialog own={doomed} onClose={() => setDoomed(undefined)} onDeleted={deleted} />
			) : null}
		</SettingsPage>
	);
}

function OwnFileRow({ own, onDelete }: { own: OwnFile; onDelete: () => void }) {
	const { t } = useLingui();
	const { timeZone } = useViewer();
	const { file, uses } = own;
	const { name } = file;
	const locale = intlLocale(i18n.locale);
	return (
		<RowItem
			title={
				<FileLine
					file={file}
					more={formatInstant(file.createdAt, locale, timeZone, { dateStyle: 'medium' })}
					mark={
						isPicture(file) && file.alt === '' ? (
							<Sign tone="warn">
								<Trans>not described</Trans>
							</Sign>
						) : null
					}
				/>
			}
			detail={uses.length > 0 ? <Uses uses={uses} /> : <Trans>No entry uses it.</Trans>}
		>
			<DownloadLink file={file} />
			<Button variant="subtle" color="red" aria-label={t`Delete “${name}”`} onClick={onDelete}>
				<Trans>Delete</Trans>
			</Button>
		</RowItem>
	);
}

function Uses({ uses }: { uses: OwnFile['uses'] }) {
	return uses.map((use, index) => (
		<span key={use.entryId}>
			{index > 0 ? ' · ' : null}
			{use.state === 'TRASHED' ? (
				<>
					<bdi>{use.title}</bdi> (<Trans>in the trash</Trans>)
				</>
			) : (
				<>
					<Link to="/journal/$entryId" params={{ entryId: use.entryId }}>
						<bdi>{use.title}</bdi>
					</Link>
					{use.state === 'EARLIER' ? (
						<>
							{' '}
							(<Trans>in an earlier version</Trans>)
						</>
					) : null}
				</>
			)}
		</span>
	));
}

interface DeleteDialogProps {
	own: OwnFile;
	onClose: () => void;
	onDeleted: () => void;
}

function DeleteDialog({ own, onClose, onDeleted }: DeleteDialogProps) {
	const { t } = useLingui();
	const { run, busy, problems } = useAct();
	const { id, name } = own.file;
	const remove = async () => {
		if (await run(async () => (await request(DeleteFileDocument, { id })).deleteFile)) onDeleted();
	};
	return (
		<Dialog open onClose={onClose} title={t`Delete this file?`} size="sm">
			<Stack>
				<p>
					<Trans>
						“<bdi>{name}</bdi>” will be gone for good.
					</Trans>
				</p>
				{own.uses.length > 0 ? (
					<p>
						<Trans>The entries that show it stay, with a gap in its place.</Trans>
					</p>
				) : null}
				<ProblemList problems={problems} />
				<Row>
					<Button color="red" loading={busy} onClick={() => void remove()}>
						<Trans>Delete</Trans>
					</Button>
					<Button variant="default" onClick={onClose}>
						<Trans>Keep it</Trans>
					</Button>
				</Row>
			</Stack>
		</Dialog>
	);
}
