import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Check, PenLine, Trash2 } from 'lucide-react';
import { type KeyboardEvent, Suspense, useId, useState } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { formatTime } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { EntryBody } from './EntryBody';
import classes from './EntryCard.module.css';
import { AudienceSign, DraftMark, EntryFacts } from './EntryFacts';
import { KindBadge } from './KindBadge';
import { LinkButton, LinkIcon } from './links';
import { SelectBox } from './sharing/late';
import type { Selection } from './sharing/useSelection';
import type { EntryActs } from './useEntryActs';

/** Characters above which an entry is shown folded in the timeline. */
const foldFrom = 1400;

interface EntryCardProps {
	entry: EntryCardFragment;
	acts: EntryActs;
	onDelete: (entry: EntryCardFragment) => void;
	/** While entries are selected. */
	selection?: Selection | undefined;
}

/** One entry of the timeline: when, what kind, the text, and what can be done with it. */
export function EntryCard({ entry, acts, onDelete, selection }: EntryCardProps) {
	const { t } = useLingui();
	const id = useId();
	const navigate = useNavigate();
	const [open, setOpen] = useState(false);
	const locale = intlLocale(i18n.locale);
	const long = entry.body.length > foldFrom || entry.body.split('\n').length > 40;
	const { title } = entry;
	const time = formatTime(entry.loggedAt, locale, entry.zone);

	const openByEnter = (event: KeyboardEvent<HTMLElement>) => {
		if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
		event.preventDefault();
		void navigate({ to: '/journal/$entryId', params: { entryId: entry.id } });
	};

	return (
		<article
			className={classes.entry}
			data-entry={entry.id}
			data-draft={entry.draft || undefined}
			aria-label={title}
			tabIndex={-1}
			onKeyDown={openByEnter}
		>
			<div className={classes.meta}>
				{selection ? (
					<Suspense fallback={null}>
						<SelectBox entry={entry} selection={selection} />
					</Suspense>
				) : null}
				<Link
					to="/journal/$entryId"
					params={{ entryId: entry.id }}
					className={classes.time}
					aria-label={t`${time}: open “${title}”`}
				>
					<time className="num" dateTime={entry.loggedAt}>
						{time}
					</time>
				</Link>
				<KindBadge kind={entry.kind} />
				<AudienceSign entry={entry} />
				<DraftMark entry={entry} />
				{entry.late ? (
					<span className={classes.late}>
						<Trans>after midnight</Trans>
					</span>
				) : null}
			</div>
			<div className={classes.card}>
				<div className={classes.acts}>
					<LinkIcon
						to="/journal/$entryId"
						params={{ entryId: entry.id }}
						search={{ edit: true }}
						variant="subtle"
						color="gray"
						size="lg"
						aria-label={t`Edit “${title}”`}
					>
						<PenLine size={17} aria-hidden />
					</LinkIcon>
					<ActionIcon
						variant="subtle"
						color="gray"
						size="lg"
						aria-label={t`Delete “${title}”`}
						onClick={() => onDelete(entry)}
					>
						<Trash2 size={17} aria-hidden />
					</ActionIcon>
				</div>
				<div id={id} className={long && !open ? classes.folded : undefined}>
					<EntryBody entry={entry} onTick={(index) => acts.tick(entry, index)} />
				</div>
				{long ? (
					<button
						type="button"
						className={classes.more}
						aria-expanded={open}
						aria-controls={id}
						onClick={() => setOpen(!open)}
					>
						{open ? <Trans>Show less</Trans> : <Trans>Show all of it</Trans>}
					</button>
				) : null}
				<EntryFacts entry={entry} />
				{entry.draft ? (
					<div className={classes.review}>
						<Button
							size="xs"
							leftSection={<Check size={15} aria-hidden />}
							aria-label={t`Accept “${title}”`}
							onClick={() => void acts.accept([entry.id])}
						>
							<Trans>Accept</Trans>
						</Button>
						<LinkButton
							to="/journal/$entryId"
							params={{ entryId: entry.id }}
							search={{ edit: true }}
							size="xs"
							variant="default"
						>
							<Trans>Edit</Trans>
						</LinkButton>
					</div>
				) : null}
			</div>
		</article>
	);
}
