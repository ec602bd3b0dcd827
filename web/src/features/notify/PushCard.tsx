import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ProblemList } from '@/features/settings/public';
import {
	type NotificationChoicesFragment,
	SendTestNotificationDocument,
	SubscribePushDocument,
	UnsubscribePushDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { Row, Stack } from '@/ui/Field';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { askForPush, dropPush, type PushState, pushState } from './push';
import { useSaveChoices } from './useChoices';

type Devices = NotificationChoicesFragment['devices'];

/** Push on this browser, said clearly where it cannot be, and the other browsers that get it. */
export function PushCard({ devices }: { devices: Devices }) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const { save, problems } = useSaveChoices();
	const mine = devices.find((device) => device.current);
	const [state, setState] = useState<PushState>();
	const [busy, setBusy] = useState(false);
	const known = mine !== undefined;
	useEffect(() => {
		void pushState(known).then(setState);
	}, [known]);

	const turnOn = async () => {
		setBusy(true);
		await save(async () => {
			const address = await askForPush();
			if (!address) {
				setState(await pushState(known));
				return { errors: [] };
			}
			return (await request(SubscribePushDocument, { input: address })).subscribePush;
		}, t`This browser gets pushes now.`);
		setState(await pushState(true));
		setBusy(false);
	};
	const remove = (id: string, here: boolean) =>
		void save(async () => {
			if (here) await dropPush().catch(() => {});
			return (await request(UnsubscribePushDocument, { id })).unsubscribePush;
		}, t`That browser gets no more pushes.`);
	const test = () =>
		void save(
			async () => (await request(SendTestNotificationDocument, {})).sendTestNotification,
			t`Sent. It is in your inbox as well.`,
		);

	return (
		<Stack>
			<p role="status">
				<PushSentence state={state} />
			</p>
			<ProblemList problems={problems} />
			<Row>
				{state === 'off' ? (
					<Button onClick={() => void turnOn()} loading={busy}>
						<Trans>Turn on in this browser</Trans>
					</Button>
				) : null}
				<Button variant="default" onClick={test}>
					<Trans>Send a test</Trans>
				</Button>
			</Row>
			{devices.length > 0 ? (
				<RowList label={t`Browsers that get pushes`}>
					{devices.map((device) => {
						const since = formatInstant(device.createdAt, locale, viewer.timeZone, {
							dateStyle: 'medium',
						});
						return (
							<RowItem
								key={device.id}
								title={device.name}
								mark={
									device.current ? (
										<Sign>
											<Trans>This browser</Trans>
										</Sign>
									) : null
								}
								detail={<Trans>Since {since}</Trans>}
							>
								<Button
									size="xs"
									variant="default"
									onClick={() => remove(device.id, device.current)}
									aria-label={t`Turn off: ${device.name}, since ${since}`}
								>
									<Trans>Turn off</Trans>
								</Button>
							</RowItem>
						);
					})}
				</RowList>
			) : null}
		</Stack>
	);
}

function PushSentence({ state }: { state: PushState | undefined }) {
	switch (state) {
		case undefined:
			return null;
		case 'insecure':
			return (
				<Trans>
					Browsers allow push on https addresses only. Open Tamatar under its https address to turn
					it on.
				</Trans>
			);
		case 'unsupported':
			return (
				<Trans>
					This browser has no push. On an iPhone or iPad, add Tamatar to the home screen first.
				</Trans>
			);
		case 'denied':
			return (
				<Trans>
					This browser blocks notifications from here. Allow them in its settings for this site,
					then come back.
				</Trans>
			);
		case 'off':
			return <Trans>Push is off in this browser. It ends when you sign out.</Trans>;
		case 'on':
			return <Trans>This browser gets pushes until you sign out.</Trans>;
	}
}
