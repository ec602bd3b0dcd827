import { Trans, useLingui } from '@lingui/react/macro';
import { KindBadge } from '@/features/journal/public';
import { RevocableItem } from '@/features/settings/public';
import { type CaptureQuery, RevokeCaptureHookDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { Stack } from '@/ui/Field';
import { RowList, Sign } from '@/ui/RowList';
import { NewHook } from './NewHook';
import { useCaptureChanged, useCaptured } from './useCaptured';

type Hook = NonNullable<CaptureQuery['viewer']>['captureHooks'][number];

/** The addresses at which programs write. */
export function HooksCard({ hooks }: { hooks: readonly Hook[] }) {
	const { t } = useLingui();
	return (
		<Card title={t`Webhooks`}>
			<Stack>
				{hooks.length === 0 ? (
					<EmptyState title={t`No webhook yet`}>
						<Trans>
							A webhook is an address at which a program writes entries: a build server, a git hook,
							a shortcut on a phone. It can write and nothing else. Give each its own, so that you
							can switch one off.
						</Trans>
					</EmptyState>
				) : (
					<RowList label={t`Webhooks`}>
						{hooks.map((hook) => (
							<HookItem key={hook.id} hook={hook} />
						))}
					</RowList>
				)}
				<NewHook />
			</Stack>
		</Card>
	);
}

function HookItem({ hook }: { hook: Hook }) {
	const { t } = useLingui();
	const captured = useCaptured();
	const changed = useCaptureChanged();
	const { id } = hook;
	return (
		<RevocableItem
			title={<bdi>{hook.name}</bdi>}
			mark={
				<>
					<KindBadge kind={hook.kind} />{' '}
					{hook.tags.map((tag) => (
						<Sign key={tag}>#{tag}</Sign>
					))}
					{hook.signed ? (
						<Sign>
							<Trans>signed</Trans>
						</Sign>
					) : null}
				</>
			}
			used={captured(hook)}
			action={<Trans>Switch off</Trans>}
			actionLabel={t`Switch off the webhook “${hook.name}”`}
			revoke={async () => (await request(RevokeCaptureHookDocument, { id })).revokeCaptureHook}
			done={t`The webhook is switched off.`}
			onRevoked={changed}
		/>
	);
}
