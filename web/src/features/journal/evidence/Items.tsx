import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Quote } from 'lucide-react';
import { useId } from 'react';
import type { EvidenceQuery } from '@/gql/graphql';
import classes from './DayMargin.module.css';

type Evidence = NonNullable<EvidenceQuery['viewer']>['evidence'];
type Group = Evidence['groups'][number];

interface ItemsProps {
	group: Group;
	/** Where items are cited. */
	citations: Evidence['citations'];
	onCite: (reference: string) => void;
}

/** The items of one group; each can be cited by one click, and says where it is cited already. */
export function Items({ group, citations, onCite }: ItemsProps) {
	const { t } = useLingui();
	const id = useId();
	return (
		<section aria-labelledby={id} className={classes.group}>
			<p id={id} className={classes.name}>
				<Link to="/journal/$entryId" params={{ entryId: group.entryId }} dir="auto">
					{group.name}
				</Link>{' '}
				<span className={`num ${classes.count}`}>
					<Plural value={group.count} one="# commit" other="# commits" />
				</span>
			</p>
			<ul>
				{group.items.map((item) => {
					const { title } = item;
					const place = citations.find((citation) => citation.key === item.key);
					return (
						<li key={item.key} id={item.key}>
							<div className={classes.item}>
								<bdi>{title}</bdi>
								{item.times > 1 ? <span className="num"> ×{item.times}</span> : null}
								{place ? (
									<span className={classes.cited}>
										<Trans>
											Cited in{' '}
											<Link to="/journal/$entryId" params={{ entryId: place.entryId }} dir="auto">
												{place.title}
											</Link>
										</Trans>
									</span>
								) : null}
							</div>
							<ActionIcon
								variant="subtle"
								color="gray"
								aria-label={t`Cite “${title}”`}
								onClick={() => onCite(item.reference)}
							>
								<Quote size={15} aria-hidden />
							</ActionIcon>
						</li>
					);
				})}
			</ul>
			{group.more > 0 ? (
				<p className={classes.more}>
					<Plural value={group.more} one="and # more" other="and # more" />
				</p>
			) : null}
		</section>
	);
}
