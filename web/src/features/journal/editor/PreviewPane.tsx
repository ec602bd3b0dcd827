import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { PreviewMarkdownDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { useShortcuts } from '@/lib/shortcuts';
import { ErrorNote } from '@/ui/ErrorNote';
import { Prose } from '../Prose';
import classes from './PreviewPane.module.css';

/** The text as it will look when saved, rendered by the server. */
export function PreviewPane({ text, onBack }: { text: string; onBack: () => void }) {
	const { t } = useLingui();
	const pane = useRef<HTMLElement>(null);
	const empty = text.trim() === '';
	const query = useQuery({
		...gqlQuery(PreviewMarkdownDocument, { body: text }),
		enabled: !empty,
		gcTime: 0,
	});
	useEffect(() => pane.current?.focus(), []);
	useShortcuts([
		{ keys: 'mod+shift+p', label: t`Preview, and back`, group: t`Writing`, run: onBack },
	]);
	const answer = query.data?.previewMarkdown;
	return (
		<section
			ref={pane}
			className={classes.pane}
			aria-label={t`Preview`}
			aria-busy={query.isFetching}
			tabIndex={-1}
			onKeyDown={(event) => {
				if (event.key !== 'Escape') return;
				event.preventDefault();
				onBack();
			}}
		>
			{empty ? (
				<p className={classes.empty}>
					<Trans>There is no text yet.</Trans>
				</p>
			) : null}
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isLoading ? <Skeleton height={96} radius="md" /> : null}
			{answer?.errors.map((error) => (
				<p key={error.code} role="alert" className={classes.problem}>
					{error.message}
				</p>
			))}
			{answer && answer.errors.length === 0 ? <Prose html={answer.html} /> : null}
		</section>
	);
}
