import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { RotateCw } from 'lucide-react';
import { ApiError, NetworkError } from '@/lib/errors';
import classes from './ErrorNote.module.css';

interface ErrorNoteProps {
	error: unknown;
	/** Tries again; without it there is no button. */
	onRetry?: (() => void) | undefined;
}

/** A sentence for an error, for people: what happened, what stays, what to do. */
export function useErrorText(): (error: unknown) => string {
	const { t } = useLingui();
	return (error) => {
		if (error instanceof NetworkError) {
			return t`Tamatar cannot be reached. Check your connection; what you typed stays here.`;
		}
		if (error instanceof ApiError && error.code === 'too_many') {
			return t`That was a little fast. Please wait a moment and try again.`;
		}
		if (error instanceof ApiError && error.code !== 'internal') return error.message;
		return t`Something went wrong on our side. Please try again.`;
	};
}

/** Shows an error in place, with the request id that an administrator can look up. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps) {
	const text = useErrorText();
	const requestId = error instanceof ApiError ? error.requestId : undefined;
	return (
		<div role="alert" className={classes.note}>
			<p>{text(error)}</p>
			{requestId ? (
				<p className={classes.id}>
					<Trans>
						Request <code>{requestId}</code>
					</Trans>
				</p>
			) : null}
			{onRetry ? (
				<Button
					variant="default"
					size="xs"
					leftSection={<RotateCw size={14} aria-hidden />}
					onClick={onRetry}
				>
					<Trans>Try again</Trans>
				</Button>
			) : null}
		</div>
	);
}
