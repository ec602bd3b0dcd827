import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import type { AuditRowFragment } from '@/gql/graphql';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { RowItem, RowList } from '@/ui/RowList';
import { ShowMore } from '@/ui/ShowMore';
import { useAuditSentence } from './useAuditSentence';
import { useFactWords } from './useFactWords';

interface AuditPage {
	nodes: AuditRowFragment[];
	pageInfo: { endCursor?: string | null; hasNextPage: boolean };
}

interface AuditListProps {
	/** Part of the cache key. */
	name: string;
	/** What narrows the list, for the cache key. */
	filter?: unknown;
	load: (after: string | null) => Promise<AuditPage | null | undefined>;
	empty: ReactNode;
}

/** Audit records, newest first, more on demand. */
export function AuditList({ name, filter, load, empty }: AuditListProps) {
	const { t } = useLingui();
	const query = useInfiniteQuery({
		queryKey: [name, filter],
		queryFn: async ({ pageParam }) =>
			(await load(pageParam)) ?? { nodes: [], pageInfo: { hasNextPage: false } },
		initialPageParam: null as string | null,
		getNextPageParam: (last: AuditPage) =>
			last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? null) : null,
	});
	if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
	if (query.isPending) return <Skeleton height={240} radius="md" />;
	const records = query.data.pages.flatMap((page) => page.nodes);
	if (records.length === 0) return <EmptyState title={t`Nothing here yet`}>{empty}</EmptyState>;
	return (
		<>
			<RowList label={t`Audit records`}>
				{records.map((record) => (
					<AuditRow key={record.id} record={record} />
				))}
			</RowList>
			<ShowMore query={query}>
				<Trans>Show older</Trans>
			</ShowMore>
		</>
	);
}

function AuditRow({ record }: { record: AuditRowFragment }) {
	const viewer = useViewer();
	const sentence = useAuditSentence();
	const locale = intlLocale(i18n.locale);
	const facts = record.details.map(useFactWords());
	return (
		<RowItem
			title={sentence(record)}
			detail={
				<>
					<time dateTime={record.at}>{formatInstant(record.at, locale, viewer.timeZone)}</time>
					{record.network ? <> · {record.network}</> : null}
					{facts.length > 0 ? <br /> : null}
					{facts.map(({ name, value }, at) => (
						<Fragment key={name}>
							{at > 0 ? ' · ' : null}
							{name}: <bdi>{value}</bdi>
						</Fragment>
					))}
				</>
			}
		/>
	);
}
