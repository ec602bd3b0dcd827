import { useLingui } from '@lingui/react/macro';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';

/** Stands in for a page that could not be shown. What was typed is kept as a draft. */
export function PageError({ error, reset }: ErrorComponentProps) {
	const { t } = useLingui();
	const router = useRouter();
	const boundary = useQueryErrorResetBoundary();
	useEffect(() => {
		boundary.reset();
	}, [boundary]);
	return (
		<Page title={t`This page did not load`}>
			<ErrorNote
				error={error}
				onRetry={() => {
					reset();
					void router.invalidate();
				}}
			/>
		</Page>
	);
}
