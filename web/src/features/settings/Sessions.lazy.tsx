import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import {
	RevokeSessionDocument,
	SessionsDocument,
	type SessionsQuery,
	SignOutEverywhereDocument,
} from '@/gql/graphql';
import { at } from '@/lib/base';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { expireSession } from '@/lib/session';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { CheckField, Form, Row } from '@/ui/Field';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { showToast } from '@/ui/toasts';
import { ProblemList } from './ProblemList';
import { SettingsPage } from './SettingsPage';
import { type Problems, useProblems } from './useProblems';

export const Route = createLazyRoute('/shell/settings/sessions')({ component: SessionsPage });

type Session = NonNullable<SessionsQuery['viewer']>['sessions'][number];

function SessionsPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const problems = useProblems();
	const query = useQuery(gqlQuery(SessionsDocument, {}));
	const sessions = query.data?.viewer?.sessions;
	const refresh = () => client.invalidateQueries({ queryKey: ['Sessions'] });

	return (
		<SettingsPage
			title={t`Sessions`}
			lead={t`Where you are signed in. Something you do not know? End it.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={220} radius="lg" /> : null}
			<ProblemList problems={problems} />
			{sessions ? (
				<Card title={<Plural value={sessions.length} one="# session" other="# sessions" />}>
					<RowList label={t`Sessions`}>
						{sessions.map((session) => (
							<SessionRow
								key={session.id}
								session={session}
								problems={problems}
								onEnded={() => void refresh()}
							/>
						))}
					</RowList>
				</Card>
			) : null}
			<Card title={t`Sign out everywhere`}>
				<EverywhereForm onDone={() => void refresh()} />
			</Card>
		</SettingsPage>
	);
}

function SessionRow({
	session,
	problems,
	onEnded,
}: {
	session: Session;
	problems: Problems;
	onEnded: () => void;
}) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const since = formatInstant(session.createdAt, locale, viewer.timeZone);
	const seen = formatInstant(session.lastSeenAt, locale, viewer.timeZone);
	const network = session.network;
	const end = async () => {
		try {
			const answer = await request(RevokeSessionDocument, { id: session.id });
			if (problems.take(answer.revokeSession.errors)) onEnded();
		} catch (error) {
			problems.takeThrown(error);
		}
	};
	return (
		<RowItem
			title={session.device || t`Unknown device`}
			mark={
				<>
					{session.current ? (
						<Sign>
							<Trans>This one</Trans>
						</Sign>
					) : null}{' '}
					{session.kind === 'API' ? (
						<Sign tone="warn">
							<Trans>API client</Trans>
						</Sign>
					) : null}
				</>
			}
			detail={
				<Trans>
					Last seen {seen}, since {since}, network {network}
				</Trans>
			}
		>
			{session.current ? null : (
				<Button variant="default" size="xs" onClick={() => void end()}>
					<Trans>End it</Trans>
				</Button>
			)}
		</RowItem>
	);
}

function EverywhereForm({ onDone }: { onDone: () => void }) {
	const { t } = useLingui();
	const problems = useProblems();
	const [keepCurrent, setKeep] = useState(true);
	const [includeTokens, setTokens] = useState(false);
	const [busy, setBusy] = useState(false);
	const submit = async () => {
		setBusy(true);
		try {
			const answer = await request(SignOutEverywhereDocument, {
				input: { keepCurrent, includeTokens },
			});
			if (!problems.take(answer.signOutEverywhere.errors)) return;
			if (!keepCurrent) {
				expireSession();
				window.location.assign(at('/sign-in'));
				return;
			}
			showToast({ tone: 'good', message: t`Every other session has ended.` });
			onDone();
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Form onSubmit={() => void submit()}>
			<div>
				<CheckField
					label={t`Stay signed in here`}
					checked={keepCurrent}
					onChange={(event) => setKeep(event.target.checked)}
				/>
				<CheckField
					label={t`Revoke my personal access tokens too`}
					checked={includeTokens}
					onChange={(event) => setTokens(event.target.checked)}
				/>
			</div>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" color="red" loading={busy}>
					<Trans>Sign out everywhere</Trans>
				</Button>
			</Row>
		</Form>
	);
}
