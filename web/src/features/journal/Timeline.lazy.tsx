import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { type EntryFilter, TimelineDocument } from '@/gql/graphql';
import { formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { EntryCard } from './EntryCard';
import type { TimelineSearch } from './routes';

export const Route = createLazyRoute('/shell/journal')({ component: TimelinePage });

function filterOf(search: TimelineSearch): EntryFilter {
	return {
		from: search.day ?? search.from ?? null,
		to: search.day ?? search.to ?? null,
		tags: search.tag ? [search.tag] : null,
		kinds: search.kind ? [search.kind] : null,
	};
}

function TimelinePage() {
	const { t } = useLingui();
	const search = Route.useSearch();
	const locale = intlLocale(i18n.locale);
	const query = useQuery(gqlQuery(TimelineDocument, { first: 50, filter: filterOf(search) }));
	const entries = query.data?.viewer?.entries.nodes;
	return (
		<Page
			title={search.day ? formatCivil(search.day, locale) : t`Journal`}
			lead={search.tag ? `#${search.tag}` : undefined}
			width="reading"
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={160} radius="lg" /> : null}
			{entries?.length === 0 ? (
				<EmptyState title={t`Nothing here yet`}>
					<Trans>Entries that you write stand here, newest day first.</Trans>
				</EmptyState>
			) : null}
			{entries?.map((entry) => (
				<EntryCard key={entry.id} entry={entry} />
			))}
		</Page>
	);
}
