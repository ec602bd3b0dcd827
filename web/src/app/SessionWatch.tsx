import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { ViewerDocument } from '@/gql/graphql';
import { at } from '@/lib/base';
import { request } from '@/lib/client';
import { resumeSession, useSessionState, watchOtherTabs } from '@/lib/session';
import { viewerQuery } from '@/lib/viewer';
import { Dialog } from '@/ui/Dialog';
import classes from './SessionWatch.module.css';

/**
 * When the session ends, asks the person to sign in again in another tab. The page
 * underneath is never left, so whatever was typed stays where it is.
 */
export function SessionWatch() {
	const state = useSessionState();
	const queryClient = useQueryClient();
	const { t } = useLingui();
	const [problem, setProblem] = useState<string>();

	useEffect(
		() =>
			watchOtherTabs(() => {
				queryClient.clear();
				window.location.assign(at('/sign-in'));
			}),
		[queryClient],
	);

	const tryAgain = useCallback(
		async (quietly: boolean) => {
			const before = queryClient.getQueryData(viewerQuery.queryKey)?.viewer;
			const answer = await request(ViewerDocument, {}).catch(() => undefined);
			const now = answer?.viewer;
			if (!now) {
				if (!quietly) setProblem(t`You are still signed out. Sign in in the other tab first.`);
				return;
			}
			if (before && before.user.id !== now.user.id) {
				setProblem(
					t`You signed in as ${now.user.displayName}. This page belongs to ${before.user.displayName}.`,
				);
				return;
			}
			setProblem(undefined);
			resumeSession();
			await queryClient.invalidateQueries();
		},
		[queryClient, t],
	);

	useEffect(() => {
		if (state !== 'expired') return;
		const onFocus = () => void tryAgain(true);
		window.addEventListener('focus', onFocus);
		return () => window.removeEventListener('focus', onFocus);
	}, [state, tryAgain]);

	return (
		<Dialog
			open={state === 'expired'}
			onClose={() => {}}
			dismissible={false}
			size="sm"
			title={t`Please sign in again`}
		>
			<p>
				<Trans>
					Your session has ended. Nothing you typed is lost: sign in in a new tab, come back, and go
					on.
				</Trans>
			</p>
			{problem ? (
				<p role="alert" className={classes.problem}>
					{problem}
				</p>
			) : null}
			<div className={classes.buttons}>
				<Button
					component="a"
					href={at('/sign-in?next=/app')}
					target="_blank"
					rel="opener"
					rightSection={<ExternalLink size={16} aria-hidden />}
				>
					<Trans>Sign in</Trans>
				</Button>
				<Button variant="default" onClick={() => void tryAgain(false)}>
					<Trans>I have signed in</Trans>
				</Button>
			</div>
		</Dialog>
	);
}
