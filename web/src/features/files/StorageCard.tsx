import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { StorageDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { useBytes } from '@/lib/useBytes';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Stack } from '@/ui/Field';
import classes from './StorageCard.module.css';

/** How much space the files of the person use. */
export function StorageCard({ link = true }: { link?: boolean }) {
	const { t } = useLingui();
	const query = useQuery(gqlQuery(StorageDocument, {}));
	const bytes = useBytes();
	const storage = query.data?.viewer?.storage;
	return (
		<Card title={t`Space for files`}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={72} radius="md" /> : null}
			{storage ? <Used {...storage} words={bytes} /> : null}
			{storage && link ? (
				<p>
					<Link to="/settings/files">
						<Trans>All your files</Trans>
					</Link>
				</p>
			) : null}
		</Card>
	);
}

interface UsedProps {
	usedBytes: number;
	quotaBytes: number;
	quotaByAdmin: boolean;
	files: number;
	maxFileBytes: number;
	words: (bytes: number) => string;
}

function Used({ usedBytes, quotaBytes, quotaByAdmin, files, maxFileBytes, words }: UsedProps) {
	const { t } = useLingui();
	const used = words(usedBytes);
	const quota = words(quotaBytes);
	const most = words(maxFileBytes);
	return (
		<Stack>
			<meter
				className={classes.meter}
				aria-label={t`Space used`}
				min={0}
				max={Math.max(quotaBytes, 1)}
				high={quotaBytes * 0.9}
				value={usedBytes}
			/>
			<p className="num">
				<Trans>
					{used} of {quota}
				</Trans>
				{' · '}
				<Plural value={files} one="# file" other="# files" />
			</p>
			{quotaByAdmin ? (
				<p>
					<Trans>An administrator set this space for you.</Trans>
				</p>
			) : null}
			<p>
				<Trans>
					Paste or drop pictures and files where you write, up to {most} each. They are as private
					as the entry that shows them; place and camera are taken out of pictures. What no entry
					shows goes away after a week.
				</Trans>
			</p>
		</Stack>
	);
}
