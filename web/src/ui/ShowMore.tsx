import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface ShowMoreProps {
	/** A list that is fetched page by page. */
	query: {
		hasNextPage: boolean;
		isFetchingNextPage: boolean;
		fetchNextPage: () => Promise<unknown>;
	};
	/** What the button says. */
	children: ReactNode;
}

/** Fetches the next page of a list; nothing when there is none. */
export function ShowMore({ query, children }: ShowMoreProps) {
	return query.hasNextPage ? (
		<Button
			variant="default"
			loading={query.isFetchingNextPage}
			onClick={() => void query.fetchNextPage()}
		>
			{children}
		</Button>
	) : null;
}
