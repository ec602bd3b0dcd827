import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { LinkButton } from '@/features/journal/public';
import { at } from '@/lib/base';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import { EmptyState } from '@/ui/EmptyState';
import { Stack, TextField } from '@/ui/Field';

/** The page and the feeds of what is public, which everybody can read. */
export function PublicCard({ shares }: { shares: boolean }) {
	const { t } = useLingui();
	const { handle } = useViewer().user;
	const [tag, setTag] = useState('');
	if (!shares) {
		return (
			<Card title={t`Public page and feeds`}>
				<EmptyState
					title={t`Nothing of yours is public`}
					action={
						<LinkButton to="/journal" variant="default">
							<Trans>Choose entries</Trans>
						</LinkButton>
					}
				>
					<Trans>
						Make an entry public, and it stands on a page of yours with feeds to follow. Until then
						nobody can tell that you are here.
					</Trans>
				</EmptyState>
			</Card>
		);
	}
	const home = `${window.location.origin}${at(`/u/${handle}`)}`;
	const name = tag.trim().replace(/^#/, '');
	const query = name ? `?tag=${encodeURIComponent(name)}` : '';
	return (
		<Card
			title={t`Public page and feeds`}
			aside={
				<a href={`${home}${query}`} target="_blank" rel="noreferrer">
					<Trans>Look</Trans>
				</a>
			}
		>
			<Stack>
				<TextField
					label={t`Only with this tag`}
					hint={t`Optional. Tags below it come along.`}
					value={tag}
					maxLength={60}
					autoComplete="off"
					spellCheck={false}
					onChange={(event) => setTag(event.target.value)}
				/>
				<CopyBox label={t`Public page`} text={`${home}${query}`} />
				<CopyBox label="RSS" text={`${home}/rss.xml${query}`} />
				<CopyBox label="Atom" text={`${home}/atom.xml${query}`} />
				<CopyBox label="JSON Feed" text={`${home}/feed.json${query}`} />
			</Stack>
		</Card>
	);
}
