import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import {
	SignInMethodsDocument,
	type SignInMethodsQuery,
	UnlinkProviderDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import type { UserError } from '@/lib/errors';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Note } from '@/ui/Note';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { showToast } from '@/ui/toasts';
import { ProblemList } from './ProblemList';
import { SettingsPage } from './SettingsPage';
import { startProvider } from './startProvider';
import { useProblems } from './useProblems';
import { useStepUp } from './useStepUp';

export const Route = createLazyRoute('/shell/settings/sign-in')({ component: ProvidersPage });

type Methods = NonNullable<SignInMethodsQuery['viewer']>['signInMethods'];
type Link = Methods['links'][number];

function ProvidersPage() {
	const { t } = useLingui();
	const query = useQuery(gqlQuery(SignInMethodsDocument, {}));
	const methods = query.data?.viewer?.signInMethods;
	return (
		<SettingsPage
			title={t`Sign-in methods`}
			lead={t`The ways into your account. Two are safer than one: when one fails, the other still opens.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={200} radius="lg" /> : null}
			{methods ? <MethodsCard methods={methods} /> : null}
		</SettingsPage>
	);
}

function MethodsCard({ methods }: { methods: Methods }) {
	const { t } = useLingui();
	const open = methods.providers.filter(
		(p) => !methods.links.some((link) => link.provider.slug === p.slug),
	);
	return (
		<>
			{methods.providerOnly ? (
				<Note>
					<Trans>
						Passwords are switched off here. Your administrator lets people in with providers alone.
					</Trans>
				</Note>
			) : null}
			<Card title={t`Providers`}>
				{methods.providers.length === 0 && methods.links.length === 0 ? (
					<EmptyState title={t`No providers yet`}>
						<Trans>
							When an administrator adds one, such as the login of your company, you link it here
							and sign in with it.
						</Trans>
					</EmptyState>
				) : (
					<RowList label={t`Providers`}>
						{methods.links.map((link) => (
							<LinkedRow key={link.id} link={link} />
						))}
						{open.map((provider) => (
							<OpenRow key={provider.slug} slug={provider.slug} name={provider.name} />
						))}
					</RowList>
				)}
			</Card>
			{methods.hasPassword || methods.providerOnly ? null : (
				<Note>
					<Trans>
						You have no password yet. Ask for a link to set one on the sign-in page, under “Forgot
						your password?”.
					</Trans>
				</Note>
			)}
		</>
	);
}

/** A sensitive act of one row: step-up, problems and a busy sign. */
function useRowAct() {
	const stepUp = useStepUp();
	const problems = useProblems();
	const [busy, setBusy] = useState(false);
	const run = async <T extends { errors: readonly UserError[] }>(act: () => Promise<T>) => {
		setBusy(true);
		try {
			const answer = await stepUp.run(act);
			return answer && problems.take(answer.errors) ? answer : undefined;
		} catch (error) {
			problems.takeThrown(error);
			return undefined;
		} finally {
			setBusy(false);
		}
	};
	return { run, busy, problems, dialog: stepUp.dialog };
}

function LinkedRow({ link }: { link: Link }) {
	const { t } = useLingui();
	const client = useQueryClient();
	const viewer = useViewer();
	const act = useRowAct();
	const day = (at: string) =>
		formatInstant(at, intlLocale(i18n.locale), viewer.timeZone, { dateStyle: 'medium' });
	const name = link.provider.name;
	const unlink = async () => {
		const { id } = link;
		const answer = await act.run(
			async () => (await request(UnlinkProviderDocument, { id })).unlinkProvider,
		);
		if (!answer) return;
		showToast({ tone: 'good', message: t`${name} is no longer linked.` });
		await client.invalidateQueries({ queryKey: ['SignInMethods'] });
	};
	return (
		<RowItem
			title={name}
			mark={<Sign>{t`linked`}</Sign>}
			detail={
				<>
					{link.label ? (
						<>
							<bdi>{link.label}</bdi>
							<br />
						</>
					) : null}
					{link.lastUsedAt
						? t`last used ${day(link.lastUsedAt)}`
						: t`linked on ${day(link.createdAt)}`}
					<ProblemList problems={act.problems} />
				</>
			}
		>
			<Button
				variant="default"
				size="xs"
				loading={act.busy}
				aria-label={t`Remove the link with ${name}`}
				onClick={() => void unlink()}
			>
				<Trans>Remove</Trans>
			</Button>
			{act.dialog}
		</RowItem>
	);
}

function OpenRow({ slug, name }: { slug: string; name: string }) {
	const { t } = useLingui();
	const act = useRowAct();
	return (
		<RowItem title={name} detail={<ProblemList problems={act.problems} />}>
			<Button
				variant="default"
				size="xs"
				loading={act.busy}
				aria-label={t`Link ${name}`}
				onClick={() => void act.run(() => startProvider(slug, false))}
			>
				<Trans context="to tie an account">Link</Trans>
			</Button>
			{act.dialog}
		</RowItem>
	);
}
