import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Download, File as FileIcon, Image } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { EntryFilesDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { useBytes } from '@/lib/useBytes';
import { Card } from '@/ui/Card';
import { RowItem, RowList, Sign } from '@/ui/RowList';

interface EntryFilesProps {
	entry: { id: string; bodyHtml: string; revision: number };
}

/** The files that an entry shows, under its text. Entries without files ask nobody. */
export function EntryFiles({ entry }: EntryFilesProps) {
	const { t } = useLingui();
	const bytes = useBytes();
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
				{files.map((file) => {
					const picture = file.contentType.startsWith('image/');
					return (
						<RowItem
							key={file.id}
							title={
								<>
									{picture ? <Image size={16} aria-hidden /> : <FileIcon size={16} aria-hidden />}{' '}
									{file.name}
								</>
							}
							mark={
								picture && file.alt === '' ? (
									<Sign tone="warn">
										<Trans>not described</Trans>
									</Sign>
								) : null
							}
							detail={[bytes(file.size), file.alt].filter(Boolean).join(' · ')}
						>
							<a href={file.url} download={file.name} aria-label={t`Download “${file.name}”`}>
								<Download size={18} aria-hidden />
							</a>
						</RowItem>
					);
				})}
			</RowList>
		</Card>
	);
}
