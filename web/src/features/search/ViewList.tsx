import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, Pin, PinOff, Trash2 } from 'lucide-react';
import {
	DeleteViewDocument,
	OrderViewsDocument,
	UpdateViewDocument,
	ViewsDocument,
} from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { gqlQuery, useGqlMutation } from '@/lib/query';
import { Card } from '@/ui/Card';
import { RowItem, RowList } from '@/ui/RowList';
import classes from './SearchHelp.module.css';

/** Saved searches: open them, pin them, move them, delete them. Nothing while there are none. */
export function ViewList() {
	const { t } = useLingui();
	const queryClient = useQueryClient();
	const { data } = useQuery(gqlQuery(ViewsDocument, {}));
	const again = () => void queryClient.invalidateQueries({ queryKey: ['Views'] });
	const update = useGqlMutation(UpdateViewDocument, { onSuccess: again });
	const order = useGqlMutation(OrderViewsDocument, { onSuccess: again });
	const remove = useGqlMutation(DeleteViewDocument, {
		onSuccess: () => {
			again();
			announce(t`Deleted`);
		},
	});
	const views = data?.viewer?.views ?? [];
	if (views.length === 0) return null;
	const move = (index: number, step: number) => {
		const ids = views.map((view) => view.id);
		const [id] = ids.splice(index, 1);
		if (id) ids.splice(index + step, 0, id);
		order.mutate({ ids });
	};
	return (
		<Card title={t`Saved searches`}>
			<RowList label={t`Saved searches`}>
				{views.map((view, index) => (
					<RowItem
						key={view.id}
						title={
							<Link to="/views/$viewId" params={{ viewId: view.id }} dir="auto">
								{view.name}
							</Link>
						}
						detail={
							<code className={classes.code} dir="auto">
								{view.query}
							</code>
						}
					>
						<ActionIcon
							variant="subtle"
							color="gray"
							size="lg"
							aria-label={t`Move ${view.name} up`}
							disabled={index === 0}
							onClick={() => move(index, -1)}
						>
							<ArrowUp size={16} aria-hidden />
						</ActionIcon>
						<ActionIcon
							variant="subtle"
							color="gray"
							size="lg"
							aria-label={t`Move ${view.name} down`}
							disabled={index === views.length - 1}
							onClick={() => move(index, 1)}
						>
							<ArrowDown size={16} aria-hidden />
						</ActionIcon>
						<Button
							variant="subtle"
							color="gray"
							aria-pressed={view.pinned}
							leftSection={
								view.pinned ? <PinOff size={16} aria-hidden /> : <Pin size={16} aria-hidden />
							}
							onClick={() => update.mutate({ input: { id: view.id, pinned: !view.pinned } })}
						>
							<Trans>Pin</Trans>
						</Button>
						<ActionIcon
							variant="subtle"
							color="gray"
							size="lg"
							aria-label={t`Delete ${view.name}`}
							onClick={() => remove.mutate({ id: view.id })}
						>
							<Trash2 size={16} aria-hidden />
						</ActionIcon>
					</RowItem>
				))}
			</RowList>
		</Card>
	);
}
