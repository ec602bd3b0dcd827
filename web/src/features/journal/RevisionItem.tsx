import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import type { RevisionCardFragment } from '@/gql/graphql';
import { formatCivil, formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { useAudiences } from './AudienceField';
import classes from './History.module.css';
import { useKindNames } from './KindBadge';
import { typedMinutes } from './minutes';
import { TextDiff } from './TextDiff';

interface RevisionItemProps {
	revision: RevisionCardFragment;
	/** The version before it; undefined for the first. */
	before: RevisionCardFragment | undefined;
	/** Shows its changes from the start. */
	open: boolean;
	busy: boolean;
	onRestore: () => void;
}

/** One version of an entry: when it was saved, by whom, and what changed with it. */
export function RevisionItem(props: RevisionItemProps) {
	const { revision, before, busy, onRestore } = props;
	const { t } = useLingui();
	const { timeZone } = useViewer();
	const [open, setOpen] = useState(props.open);
	const panel = useId();
	const title = useId();
	const { revision: number, current } = revision;
	const name = revision.author.displayName;
	const when = formatInstant(revision.savedAt, intlLocale(i18n.locale), timeZone);
	return (
		<li className={classes.item}>
			<div className={classes.head}>
				<div>
					<h2 id={title} className={classes.title}>
						{current ? (
							<Trans>Version {number}, as it is now</Trans>
						) : (
							<Trans>Version {number}</Trans>
						)}
					</h2>
					<p className={classes.by}>
						<time dateTime={revision.savedAt}>{when}</time> · <bdi>{name}</bdi>
					</p>
				</div>
				<div className={classes.acts}>
					<Button
						variant="default"
						size="compact-sm"
						aria-expanded={open}
						aria-controls={panel}
						aria-describedby={title}
						onClick={() => setOpen(!open)}
					>
						{open ? <Trans>Hide changes</Trans> : <Trans>Show changes</Trans>}
					</Button>
					{current ? null : (
						<Button
							variant="default"
							size="compact-sm"
							leftSection={<RotateCcw size={14} aria-hidden />}
							aria-label={t`Restore version ${number}`}
							disabled={busy}
							onClick={onRestore}
						>
							<Trans>Restore</Trans>
						</Button>
					)}
				</div>
			</div>
			<div id={panel} hidden={!open}>
				{open ? <Changes revision={revision} before={before} /> : null}
			</div>
		</li>
	);
}

function Changes({ revision, before }: Pick<RevisionItemProps, 'revision' | 'before'>) {
	const facts = useFacts();
	const now = facts(revision);
	const then = before ? facts(before) : now;
	const changed = now.filter((fact, index) => fact.value !== then[index]?.value);
	return (
		<div className={classes.changes}>
			{changed.length > 0 ? (
				<dl className={classes.facts}>
					{changed.map((fact) => (
						<div key={fact.name}>
							<dt>{fact.name}</dt>
							<dd>
								<del>{then.find((old) => old.name === fact.name)?.value || '–'}</del>{' '}
								<ins>{fact.value || '–'}</ins>
							</dd>
						</div>
					))}
				</dl>
			) : null}
			<TextDiff before={before?.body ?? ''} after={revision.body} />
		</div>
	);
}

/** What a version says beside its text, in words. */
function useFacts() {
	const { t } = useLingui();
	const kinds = useKindNames();
	const audiences = useAudiences();
	const locale = intlLocale(i18n.locale);
	return (revision: RevisionCardFragment) => [
		{ name: t`Day`, value: formatCivil(revision.day, locale) },
		{ name: t`Kind`, value: kinds[revision.kind] },
		{ name: t`Time spent`, value: typedMinutes(revision.minutes) },
		{ name: t`Mood`, value: revision.mood?.toString() ?? '' },
		{ name: t`Energy`, value: revision.energy?.toString() ?? '' },
		{ name: t`Tags`, value: revision.tags.map((tag) => `#${tag.name}`).join(' ') },
		{ name: t`Who can see it`, value: audiences[revision.audience].who },
	];
}
