import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	AdminCreateInviteDocument,
	AdminInvitesDocument,
	type AdminInvitesQuery,
	AdminRevokeInviteDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Form, Pair, Row, SelectField, TextField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { ShowMore } from '@/ui/ShowMore';
import { AdminPage } from './AdminPage';

export const Route = createLazyRoute('/shell/admin/invites')({ component: InvitesPage });

type Invite = AdminInvitesQuery['adminInvites']['nodes'][number];

function InvitesPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const query = useInfiniteQuery({
		queryKey: ['AdminInvites'],
		queryFn: async ({ pageParam }) =>
			(await request(AdminInvitesDocument, { first: 50, after: pageParam })).adminInvites,
		initialPageParam: null as string | null,
		getNextPageParam: (last) =>
			last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? null) : null,
	});
	const invites = query.data?.pages.flatMap((page) => page.nodes);
	const refresh = () => void client.invalidateQueries({ queryKey: ['AdminInvites'] });
	return (
		<AdminPage title={t`Invites`} lead={t`Each link lets one person sign up.`}>
			<Card title={t`New invite`}>
				<NewInvite onCreated={refresh} />
			</Card>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={160} radius="lg" /> : null}
			{invites ? (
				<Card title={t`Invites so far`}>
					{invites.length === 0 ? (
						<EmptyState title={t`No invites yet`}>
							<Trans>Make one and send its link to somebody you want here.</Trans>
						</EmptyState>
					) : (
						<RowList label={t`Invites so far`}>
							{invites.map((invite) => (
								<InviteRow key={invite.id} invite={invite} onRevoked={refresh} />
							))}
						</RowList>
					)}
					<ShowMore query={query}>
						<Trans>Show more</Trans>
					</ShowMore>
				</Card>
			) : null}
		</AdminPage>
	);
}

function InviteRow({ invite, onRevoked }: { invite: Invite; onRevoked: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const act = useAct();
	const expired = Date.parse(invite.expiresAt) < Date.now();
	const until = formatInstant(invite.expiresAt, locale, viewer.timeZone, { dateStyle: 'medium' });
	const open = !invite.usedAt && !expired;
	const revoke = async () => {
		const id = invite.id;
		if (
			await act.run(
				async () => (await request(AdminRevokeInviteDocument, { id })).adminRevokeInvite,
			)
		)
			onRevoked();
	};
	return (
		<RowItem
			title={invite.note || invite.email || t`For anybody`}
			mark={
				<Sign tone={open ? 'good' : 'warn'}>
					{invite.usedAt ? t`used` : expired ? t`expired` : t`open`}
				</Sign>
			}
			detail={
				<>
					{invite.email ? (
						<>
							<span dir="ltr">{invite.email}</span>
							{' · '}
						</>
					) : null}
					<Trans>until {until}</Trans>
					<ProblemList problems={act.problems} />
				</>
			}
		>
			{open ? (
				<Button variant="default" size="xs" loading={act.busy} onClick={() => void revoke()}>
					<Trans>Revoke</Trans>
				</Button>
			) : null}
			{act.dialog}
		</RowItem>
	);
}

function NewInvite({ onCreated }: { onCreated: () => void }) {
	const { t } = useLingui();
	const act = useAct('email', 'note', 'expiresInDays');
	const [note, setNote] = useState('');
	const [email, setEmail] = useState('');
	const [days, setDays] = useState('7');
	const [link, setLink] = useState<string>();
	const submit = async () => {
		const answer = await act.run(
			async () =>
				(
					await request(AdminCreateInviteDocument, {
						input: { note, email: email.trim() || null, expiresInDays: Number(days) },
					})
				).adminCreateInvite,
		);
		if (!answer?.url) return;
		setLink(answer.url);
		setNote('');
		setEmail('');
		onCreated();
	};
	return (
		<Form onSubmit={() => void submit()}>
			<Pair>
				<TextField
					label={t`Note for yourself`}
					value={note}
					problem={act.problems.of('note')}
					onChange={(event) => setNote(event.target.value)}
				/>
				<TextField
					label={t`Only for this address (optional)`}
					type="email"
					dir="ltr"
					value={email}
					problem={act.problems.of('email')}
					onChange={(event) => setEmail(event.target.value)}
				/>
				<SelectField
					label={t`Ends after`}
					value={days}
					problem={act.problems.of('expiresInDays')}
					onChange={(event) => setDays(event.target.value)}
				>
					<option value="1">{t`a day`}</option>
					<option value="7">{t`a week`}</option>
					<option value="30">{t`30 days`}</option>
				</SelectField>
			</Pair>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" loading={act.busy}>
					<Trans>Make the invite</Trans>
				</Button>
			</Row>
			{link ? (
				<Note tone="good">
					<p>
						<Trans>Send this link. It works once, and is not shown again.</Trans>
					</p>
					<CopyBox label={t`Invite link`} text={link} />
				</Note>
			) : null}
			{act.dialog}
		</Form>
	);
}
