import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { FileText, GitCommitHorizontal, Lock, Users } from 'lucide-react';
import type { EntryCardFragment } from '@/gql/graphql';
import { formatMinutes } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { TagLink } from '@/ui/TagLink';
import { useAudiences } from './AudienceField';
import classes from './EntryFacts.module.css';
import { useScaleWords } from './ScalePicker';

/** Where an imported entry came from, until its author has looked at it. */
export function DraftMark({ entry }: { entry: EntryCardFragment }) {
	if (!entry.draft) return null;
	const git = entry.source === 'GIT';
	return (
		<span className={classes.draft}>
			{git ? <GitCommitHorizontal size={15} aria-hidden /> : <FileText size={15} aria-hidden />}
			{git ? <Trans>From git</Trans> : <Trans>From your notes</Trans>}
			{entry.sourceCount ? (
				<>
					{' · '}
					<Plural value={entry.sourceCount} one="# commit" other="# commits" />
				</>
			) : null}
		</span>
	);
}

/** Who else may see an entry; nothing when it is private, as most are. */
export function AudienceSign({ entry }: { entry: EntryCardFragment }) {
	const audiences = useAudiences();
	if (entry.audience === 'PRIVATE') return null;
	const { name, who } = audiences[entry.audience];
	return (
		<span className={classes.sign} title={who}>
			{entry.audience === 'UNLISTED' ? (
				<Lock size={14} aria-hidden />
			) : (
				<Users size={14} aria-hidden />
			)}
			{name}
		</span>
	);
}

/** What stands below the text: tags, mood and energy, time spent. */
export function EntryFacts({ entry }: { entry: EntryCardFragment }) {
	const { t } = useLingui();
	const words = useScaleWords();
	const locale = intlLocale(i18n.locale);
	const mood = entry.mood ? words.mood[entry.mood - 1] : undefined;
	const energy = entry.energy ? words.energy[entry.energy - 1] : undefined;
	if (entry.tags.length === 0 && !mood && !energy && !entry.minutes) return null;
	return (
		<div className={classes.facts}>
			{entry.tags.length > 0 ? (
				<ul className={classes.tags} aria-label={t`Tags`}>
					{entry.tags.map((tag) => (
						<li key={tag.id}>
							<TagLink name={tag.name} />
						</li>
					))}
				</ul>
			) : null}
			<span className={classes.end}>
				{mood ? (
					<span>
						<Trans>Mood: {mood}</Trans>
					</span>
				) : null}
				{energy ? (
					<span>
						<Trans>Energy: {energy}</Trans>
					</span>
				) : null}
				{entry.minutes ? (
					<span className={`num ${classes.minutes}`}>{formatMinutes(entry.minutes, locale)}</span>
				) : null}
			</span>
		</div>
	);
}
