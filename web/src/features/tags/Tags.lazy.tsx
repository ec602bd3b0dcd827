import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { PenLine, Tags as TagsIcon } from 'lucide-react';
import { useState } from 'react';
import { TagUsesDocument, type TagUsesQuery } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { TagDialog } from './TagDialog';
import classes from './Tags.module.css';

export const Route = createLazyRoute('/shell/tags')({ component: TagsPage });

/** A tag with its aliases and the number of entries at and below it. */
export type TagUse = NonNullable<TagUsesQuery['viewer']>['tagUses'][number];

/** All own tags as a tree: what is in them, and what can be done with them. */
function TagsPage() {
	const { t } = useLingui();
	const { data, error, refetch } = useQuery(gqlQuery(TagUsesDocument, {}));
	const [edited, setEdited] = useState<string>();
	const uses = data?.viewer?.tagUses ?? [];
	const open = uses.find((use) => use.tag.id === edited);
	return (
		<Page title={t`Tags`} lead={t`A tag counts the entries of all tags below it.`} width="reading">
			{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
			{!data && !error ? <Skeleton height={200} radius="lg" /> : null}
			{data && uses.length === 0 ? (
				<EmptyState title={t`No tags yet`} icon={<TagsIcon size={20} aria-hidden />}>
					<Trans>Write #go or #go/generics in an entry, and it stands here.</Trans>
				</EmptyState>
			) : null}
			{uses.length > 0 ? (
				<ul className={classes.list} aria-label={t`Tags`}>
					{uses.map((use) => (
						<TagRow key={use.tag.id} use={use} onEdit={() => setEdited(use.tag.id)} />
					))}
				</ul>
			) : null}
			<TagDialog key={edited} use={open} all={uses} onClose={() => setEdited(undefined)} />
		</Page>
	);
}

function TagRow({ use, onEdit }: { use: TagUse; onEdit: () => void }) {
	const { t } = useLingui();
	const { name, color, description } = use.tag;
	const depth = Math.min(name.split('/').length - 1, 6);
	return (
		<li className={classes.row} data-depth={depth}>
			<span className={classes.dot} data-color={color || undefined} aria-hidden />
			<span className={classes.words}>
				<Link to="/journal" search={{ tag: name }} className={classes.name}>
					<bdi>{name}</bdi>
				</Link>
				<span className={classes.count}>
					{t`${plural(use.entries, { 0: 'No entries', one: '# entry', other: '# entries' })}`}
				</span>
				{use.aliases.length > 0 ? (
					<span className={classes.more}>
						<Trans>
							also <bdi>{use.aliases.join(', ')}</bdi>
						</Trans>
					</span>
				) : null}
				{description ? (
					<span className={classes.more} dir="auto">
						{description}
					</span>
				) : null}
			</span>
			<Button
				variant="subtle"
				color="gray"
				leftSection={<PenLine size={15} aria-hidden />}
				aria-label={t`Edit ${name}`}
				onClick={onEdit}
			>
				<Trans>Edit</Trans>
			</Button>
		</li>
	);
}
