import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Square } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DashboardQuery, EntryLineFragment } from '@/gql/graphql';
import { formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { Card } from '@/ui/Card';
import classes from './NextCard.module.css';

type Next = NonNullable<DashboardQuery['viewer']>['next'];

/** How many of each sort are shown; the rest is a click away. */
const shown = 4;

/** What waits: plans, open checkboxes and what is blocked. */
export function NextCard({ next }: { next: Next }) {
	const { t } = useLingui();
	const nothing = next.plans.length + next.tasks.length + next.blocked.length === 0;
	return (
		<Card id="next" title={t`What is next`}>
			{nothing ? (
				<p className={classes.empty}>
					<Trans>
						Nothing waits. Write an entry of the kind Plan, or a checkbox <code>- [ ]</code> in any
						entry, and it stands here until it is done.
					</Trans>
				</p>
			) : null}
			<Section title={t`Plans`} kind="PLAN" entries={next.plans} />
			{next.tasks.length > 0 ? (
				<Group title={t`Open checkboxes`}>
					{next.tasks.slice(0, shown + 1).map((task) => (
						<li key={`${task.entryId} ${task.text}`} className={classes.item}>
							<Square size={15} className={classes.box} aria-hidden />
							<Link
								to="/journal/$entryId"
								params={{ entryId: task.entryId }}
								className={classes.link}
								dir="auto"
							>
								{task.text}
							</Link>
						</li>
					))}
				</Group>
			) : null}
			<Section title={t`Blocked`} kind="BLOCKED" entries={next.blocked} />
		</Card>
	);
}

interface SectionProps {
	title: string;
	kind: 'PLAN' | 'BLOCKED';
	entries: readonly EntryLineFragment[];
}

function Section({ title, kind, entries }: SectionProps) {
	const { i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	if (entries.length === 0) return null;
	return (
		<Group
			title={
				<Link to="/journal" search={{ kind }}>
					{title}
				</Link>
			}
		>
			{entries.slice(0, shown).map((entry) => (
				<li key={entry.id} className={classes.item}>
					<span className={classes.dot} data-kind={kind} />
					<Link
						to="/journal/$entryId"
						params={{ entryId: entry.id }}
						className={classes.link}
						dir="auto"
					>
						{entry.title}
					</Link>
					<span className={classes.day}>
						{formatCivil(entry.day, locale, { day: 'numeric', month: 'short' })}
					</span>
				</li>
			))}
		</Group>
	);
}

function Group({ title, children }: { title: ReactNode; children: ReactNode }) {
	return (
		<div className={classes.group}>
			<h3 className={classes.heading}>{title}</h3>
			<ul className={classes.list}>{children}</ul>
		</div>
	);
}
