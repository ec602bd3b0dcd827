import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bookmark } from 'lucide-react';
import { ViewsDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';

interface PinnedViewsProps {
	/** The looks of the navigation's list, links and words. */
	list: string;
	link: string;
	active: string;
	label: string;
}

/** The pinned searches, in the navigation. */
export default function PinnedViews({ list, link, active, label }: PinnedViewsProps) {
	const { t } = useLingui();
	const { data } = useQuery(gqlQuery(ViewsDocument, {}));
	const pinned = (data?.viewer?.views ?? []).filter((view) => view.pinned);
	if (pinned.length === 0) return null;
	return (
		<ul className={list} aria-label={t`Saved searches`}>
			{pinned.map((view) => (
				<li key={view.id}>
					<Link
						to="/views/$viewId"
						params={{ viewId: view.id }}
						className={link}
						activeProps={{ className: active, 'aria-current': 'page' }}
						title={view.name}
					>
						<Bookmark size={18} aria-hidden />
						<span className={label} dir="auto">
							{view.name}
						</span>
					</Link>
				</li>
			))}
		</ul>
	);
}
