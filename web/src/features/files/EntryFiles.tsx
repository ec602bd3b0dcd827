import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { EntryFilesDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { Card } from '@/ui/Card';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { DownloadLink, FileLine, isPicture } from './FileLine';

interface EntryFilesProps {
	entry: { id: string; bodyHtml: string; revision: number };
}

/** The files that an entry shows, under its text. Entries without files ask nobody. */
export function EntryFiles({ entry }: EntryFilesProps) {
	const { t } = useLingui();
	const some = entry.bodyHtml.includes('="/files/');
	const query = useQuery({ ...gqlQuery(EntryFilesDocument, { id: entry.id }), enabled: some });
	const seen = useRef(entry.revision);
	useEffect(() => {
		if (seen.current === entry.revision || !some) return;
		seen.current = entry.revision;
		void query.refetch();
	}, [entry.revision, some, query]);
	const files = query.data?.entry?.files ?? [];
	if (!some || files.length === 0) return null;
	return (
		<Card title={t`Files`}>
			<RowList label={t`Files of this entry`}>
				{files.map((file) => (
					<RowItem
						key={file.id}
						title={
							<FileLine
								file={file}
								mark={
									isPicture(file) && file.alt === '' ? (
										<Sign tone="warn">
											<Trans>not described</Trans>
										</Sign>
									) : null
								}
							/>
						}
					>
						<DownloadLink file={file} />
					</RowItem>
				))}
			</RowList>
		</Card>
	);
}
