import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RelatedEntriesDocument, type RelatedEntriesQuery } from '@/gql/graphql';
import { formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { Card } from '@/ui/Card';
import classes from './Calendar.module.css';

type Related = NonNullable<RelatedEntriesQuery['entry']>['backlinks'];

/** Own entries that link to this one, and those that only name it. Nothing where there are none. */
export function RelatedEntries({ id }: { id: string }) {
	const { t } = useLingui();
	const { data } = useQuery(gqlQuery(RelatedEntriesDocument, { id }));
	return (
		<>
			<List title={t`Linked from`} entries={data?.entry?.backlinks ?? []} />
			<List title={t`Mentioned in`} entries={data?.entry?.mentions ?? []} />
		</>
	);
}

function List({ title, entries }: { title: string; entries: Related }) {
	const locale = intlLocale(i18n.locale);
	if (entries.length === 0) return null;
	return (
		<Card title={title}>
			<ul className={classes.past}>
				{entries.map((entry) => (
					<li key={entry.id}>
						<time dateTime={entry.day}>
							{formatCivil(entry.day, locale, { dateStyle: 'medium' })}
						</time>
						<Link to="/journal/$entryId" params={{ entryId: entry.id }} dir="auto">
							{entry.title}
						</Link>
					</li>
				))}
			</ul>
		</Card>
	);
}
