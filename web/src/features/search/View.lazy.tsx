import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { ViewsDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { Hits } from './Hits';

export const Route = createLazyRoute('/shell/views/$viewId')({ component: ViewPage });

/** A saved search under an address of its own. */
function ViewPage() {
	const { t } = useLingui();
	const { viewId } = Route.useParams();
	const { data, error, refetch } = useQuery(gqlQuery(ViewsDocument, {}));
	const view = data?.viewer?.views.find((v) => v.id === viewId);
	if (data && !view) {
		return (
			<Page title={t`Saved searches`} width="reading">
				<EmptyState
					title={t`This saved search does not exist, or it is not yours.`}
					action={
						<Button component={Link} to="/search">
							<Trans>Search</Trans>
						</Button>
					}
				/>
			</Page>
		);
	}
	return (
		<Page
			title={view?.name ?? t`Saved searches`}
			width="reading"
			lead={view ? <code dir="auto">{view.query}</code> : undefined}
			actions={
				view ? (
					<Link to="/search" search={{ q: view.query }}>
						<Trans>Change the search</Trans>
					</Link>
				) : undefined
			}
		>
			{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
			{view ? <Hits words={view.query} /> : null}
			{!view && !error ? <Skeleton height={88} radius="lg" /> : null}
		</Page>
	);
}
