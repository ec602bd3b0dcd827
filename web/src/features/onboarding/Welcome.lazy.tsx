import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { FinishOnboardingDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { browserZone } from '@/lib/dates';
import { signInHref } from '@/lib/session';
import { useUpdateViewer, useViewerQuery, ViewerContext, viewerQuery } from '@/lib/viewer';
import { useErrorText } from '@/ui/ErrorNote';
import { Mark } from '@/ui/Mark';
import { showToast } from '@/ui/toasts';
import { AboutYou } from './AboutYou';
import { ConnectSource } from './ConnectSource';
import { FirstEntry } from './FirstEntry';
import { FirstSquare } from './FirstSquare';
import classes from './Welcome.module.css';

export const Route = createLazyRoute('/welcome')({ component: WelcomePage });

type Step = 'you' | 'entry' | 'source' | 'done';

/** The first run: who you are and when your day begins, one entry, one source. It can be skipped. */
function WelcomePage() {
	const { t } = useLingui();
	const { viewer } = useViewerQuery();
	const [step, setStep] = useState<Step>('you');
	const finish = useFinish();
	const update = useUpdateViewer();
	useEffect(() => {
		if (!viewer) window.location.replace(signInHref());
	}, [viewer]);
	if (!viewer) return null;
	const skip = async () => {
		// Whoever skips the questions still has their days where they live.
		if (step === 'you') await update({ timeZone: browserZone() }).catch(() => {});
		await finish('leave');
	};
	const position = { you: 1, entry: 2, source: 3, done: 4 }[step];
	return (
		<ViewerContext value={viewer}>
			<div className={classes.page}>
				<title>{`${t`Welcome`} · Tamatar`}</title>
				<header className={classes.head}>
					<span className={classes.brand}>
						<Mark size={34} />
						Tamatar
					</span>
					{step === 'done' ? null : (
						<Button variant="subtle" color="gray" onClick={() => void skip()}>
							<Trans>Skip for now</Trans>
						</Button>
					)}
				</header>
				<main className={classes.main}>
					<ol className={classes.steps} aria-label={t`Steps`}>
						{[t`You`, t`First entry`, t`Source`, t`All set`].map((name, i) => (
							<li
								key={name}
								className={classes.step}
								data-state={i + 1 < position ? 'past' : i + 1 === position ? 'now' : 'next'}
								aria-current={i + 1 === position ? 'step' : undefined}
							>
								{name}
							</li>
						))}
					</ol>
					{step === 'you' ? <AboutYou onDone={() => setStep('entry')} /> : null}
					{step === 'entry' ? (
						<FirstEntry
							onSaved={() => {
								setStep('source');
								void finish('stay');
							}}
						/>
					) : null}
					{step === 'source' ? <ConnectSource onDone={() => setStep('done')} /> : null}
					{step === 'done' ? <FirstSquare /> : null}
				</main>
			</div>
		</ViewerContext>
	);
}

/** Marks the first run as done; `leave` goes to the dashboard as well. */
function useFinish(): (then: 'leave' | 'stay') => Promise<void> {
	const queryClient = useQueryClient();
	const navigate = useNavigate();
	const errorText = useErrorText();
	return async (then) => {
		try {
			const answer = await request(FinishOnboardingDocument, {});
			const { viewer } = answer.finishOnboarding;
			if (viewer) {
				queryClient.setQueryData(viewerQuery.queryKey, (old) => (old ? { ...old, viewer } : old));
			}
			if (then === 'leave') await navigate({ to: '/' });
		} catch (error) {
			showToast({ tone: 'bad', message: errorText(error) });
		}
	};
}
