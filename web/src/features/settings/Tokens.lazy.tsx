import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { RevokeTokenDocument, TokensDocument, type TokensQuery } from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { RowList, Sign } from '@/ui/RowList';
import { NewToken } from './NewToken';
import { RevocableItem } from './RevocableItem';
import { RotateToken } from './RotateToken';
import { SettingsPage } from './SettingsPage';
import { useScopeNames } from './useScopeNames';

export const Route = createLazyRoute('/shell/settings/tokens')({ component: TokensPage });

type Token = NonNullable<TokensQuery['viewer']>['tokens'][number];

function TokensPage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const query = useQuery(gqlQuery(TokensDocument, {}));
	const tokens = query.data?.viewer?.tokens;
	const refresh = () => void client.invalidateQueries({ queryKey: ['Tokens'] });
	return (
		<SettingsPage
			title={t`Tokens`}
			lead={t`For the command line, scripts and tools. Give each its own, with no more than it needs.`}
		>
			<Card title={t`New token`}>
				<NewToken onCreated={refresh} />
			</Card>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={160} radius="lg" /> : null}
			{tokens ? (
				<Card title={t`Your tokens`}>
					{tokens.length === 0 ? (
						<EmptyState title={t`No tokens yet`}>
							<Trans>With one you can log from the terminal, without opening a browser.</Trans>
						</EmptyState>
					) : (
						<RowList label={t`Your tokens`}>
							{tokens.map((token) => (
								<TokenRow key={token.id} token={token} onRevoked={refresh} />
							))}
						</RowList>
					)}
				</Card>
			) : null}
		</SettingsPage>
	);
}

function TokenRow({ token, onRevoked }: { token: Token; onRevoked: () => void }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const scopes = useScopeNames();
	const instant = (at: string) =>
		formatInstant(at, locale, viewer.timeZone, { dateStyle: 'medium' });
	const used = token.lastUsedAt
		? [t`last used ${instant(token.lastUsedAt)}`, token.lastClient, token.lastNetwork]
				.filter((word) => word !== '')
				.join(', ')
		: t`never used`;
	const ends = token.expiresAt ? t`ends ${instant(token.expiresAt)}` : t`never ends`;
	const [rotating, setRotating] = useState(false);
	const soon = endsSoon(token.expiresAt);
	return (
		<RevocableItem
			title={<bdi>{token.name}</bdi>}
			mark={
				<>
					<code dir="ltr">{token.prefix}…</code>{' '}
					{soon ? <Sign tone="warn">{t`ends soon`}</Sign> : null}
				</>
			}
			used={
				<>
					{token.scopes.map((scope) => scopes[scope]).join(' · ')}
					<br />
					{used} · {ends}
					{token.oldSecretUntil && !past(token.oldSecretUntil) ? (
						<>
							<br />
							<Trans>
								The old secret works until{' '}
								{formatInstant(token.oldSecretUntil, locale, viewer.timeZone)}
							</Trans>
						</>
					) : null}
				</>
			}
			action={<Trans>Revoke</Trans>}
			actionLabel={t`Revoke the token “${token.name}”`}
			revoke={async () => (await request(RevokeTokenDocument, { id: token.id })).revokeToken}
			done={t`The token is revoked.`}
			onRevoked={onRevoked}
		>
			<Button variant="default" size="xs" onClick={() => setRotating(true)}>
				<Trans>New secret</Trans>
			</Button>
			<Dialog
				open={rotating}
				onClose={() => setRotating(false)}
				title={t`A new secret for “${token.name}”`}
				size="sm"
			>
				<RotateToken token={token} onRotated={onRevoked} />
			</Dialog>
		</RevocableItem>
	);
}

/** True for what ends within a week from now. */
function endsSoon(at: string | null | undefined): boolean {
	return at != null && new Date(at).getTime() - Date.now() < 7 * 24 * 60 * 60 * 1000;
}

function past(at: string): boolean {
	return new Date(at).getTime() <= Date.now();
}
