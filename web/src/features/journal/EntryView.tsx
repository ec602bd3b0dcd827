import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Check, PenLine, RotateCcw, Trash2 } from 'lucide-react';
import { Suspense } from 'react';
import { EntryFiles } from '@/features/files/public';
import type { EntryCardFragment } from '@/gql/graphql';
import { formatCivil, formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useShortcuts } from '@/lib/shortcuts';
import { Card } from '@/ui/Card';
import { Row } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Page } from '@/ui/Page';
import { useAudiences } from './AudienceField';
import { EntryBody } from './EntryBody';
import { AudienceSign, DraftMark, EntryFacts } from './EntryFacts';
import classes from './EntryView.module.css';
import { KindBadge } from './KindBadge';
import { RelatedEntries } from './RelatedEntries';
import { ShareEntry } from './sharing/late';
import { useEntryActs } from './useEntryActs';

interface EntryViewProps {
	entry: EntryCardFragment;
	/** True for the author. */
	own: boolean;
	onEdit: () => void;
}

/** One entry by itself, with all that is known of it. */
export function EntryView({ entry, own, onEdit }: EntryViewProps) {
	const { t } = useLingui();
	const navigate = useNavigate();
	const acts = useEntryActs();
	const locale = intlLocale(i18n.locale);
	const inTrash = entry.deletedAt !== null;
	const day = formatCivil(entry.day, locale);

	const remove = async () => {
		if (await acts.remove(entry)) await navigate({ to: '/journal' });
	};
	useShortcuts(
		own && !inTrash
			? [
					{ keys: 'e', label: t`Edit the entry`, group: t`Journal`, run: onEdit },
					{
						keys: '#',
						label: t`Delete the entry`,
						group: t`Journal`,
						run: () => void remove(),
					},
				]
			: [],
	);

	return (
		<Page
			title={entry.title}
			width="reading"
			lead={
				<Link to="/journal" search={{ day: entry.day }}>
					<time dateTime={entry.day}>{day}</time>
				</Link>
			}
			actions={
				own && !inTrash ? (
					<>
						<Button leftSection={<PenLine size={16} aria-hidden />} onClick={onEdit}>
							<Trans>Edit</Trans>
						</Button>
						<Button
							variant="default"
							leftSection={<Trash2 size={16} aria-hidden />}
							onClick={() => void remove()}
						>
							<Trans>Delete</Trans>
						</Button>
					</>
				) : undefined
			}
		>
			{inTrash ? (
				<Note>
					<Row>
						<span>
							<Trans>This entry is in the trash.</Trans>
						</span>
						<Button
							variant="default"
							leftSection={<RotateCcw size={15} aria-hidden />}
							onClick={() => void acts.restore(entry.id)}
						>
							<Trans>Restore</Trans>
						</Button>
					</Row>
				</Note>
			) : null}
			<Card className={classes.card ?? ''}>
				<div className={classes.meta}>
					<KindBadge kind={entry.kind} />
					<AudienceSign entry={entry} />
					<DraftMark entry={entry} />
				</div>
				<EntryBody
					titleAbove
					entry={entry}
					onTick={own && !inTrash ? (index) => acts.tick(entry, index) : undefined}
				/>
				<EntryFacts entry={entry} />
				{entry.draft && own ? (
					<Row>
						<Button
							leftSection={<Check size={16} aria-hidden />}
							onClick={() => void acts.accept([entry.id])}
						>
							<Trans>Accept</Trans>
						</Button>
					</Row>
				) : null}
			</Card>
			<EntryFiles entry={entry} />
			<EntryMeta entry={entry} own={own} />
			{own && !inTrash && !entry.draft ? (
				<Suspense fallback={null}>
					<ShareEntry entry={entry} />
				</Suspense>
			) : null}
			{own && !inTrash ? <RelatedEntries id={entry.id} /> : null}
		</Page>
	);
}

function EntryMeta({ entry, own }: Pick<EntryViewProps, 'entry' | 'own'>) {
	const audiences = useAudiences();
	const locale = intlLocale(i18n.locale);
	const at = (instant: string) => formatInstant(instant, locale, entry.zone);
	const edited = entry.revision > 1 && entry.updatedAt !== entry.createdAt;
	return (
		<dl className={classes.facts}>
			<div>
				<dt>
					<Trans>Day</Trans>
				</dt>
				<dd>
					{formatCivil(entry.day, locale)}
					{entry.late ? (
						<>
							{' '}
							<Trans>(written after midnight, before your day began)</Trans>
						</>
					) : null}
				</dd>
			</div>
			<div>
				<dt>
					<Trans>Logged</Trans>
				</dt>
				<dd>
					<time dateTime={entry.loggedAt}>{at(entry.loggedAt)}</time>{' '}
					<span className={classes.zone}>{entry.zone}</span>
				</dd>
			</div>
			{edited ? (
				<div>
					<dt>
						<Trans>Edited</Trans>
					</dt>
					<dd>
						<time dateTime={entry.updatedAt}>{at(entry.updatedAt)}</time>
						{own ? (
							<>
								{' · '}
								<Link to="/journal/$entryId/history" params={{ entryId: entry.id }}>
									<Trans>All versions</Trans>
								</Link>
							</>
						) : null}
					</dd>
				</div>
			) : null}
			<div>
				<dt>
					<Trans>Who can see it</Trans>
				</dt>
				<dd>{audiences[entry.audience].who}</dd>
			</div>
		</dl>
	);
}
