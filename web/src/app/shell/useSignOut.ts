import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { SignOutDocument } from '@/gql/graphql';
import { at } from '@/lib/base';
import { request } from '@/lib/client';
import { wipeDrafts } from '@/lib/drafts';
import { wipeKept } from '@/lib/kept';
import { waitingCount, wipeWaiting } from '@/lib/outbox';
import { wipeCaches } from '@/lib/pwa';
import { broadcastSignOut } from '@/lib/session';
import { useViewer } from '@/lib/viewer';
import { useErrorText } from '@/ui/ErrorNote';
import { showToast } from '@/ui/toasts';

/** Signs out here and in every other tab, and leaves nothing of the person in this browser. */
export function useSignOut(): () => Promise<void> {
	const { t } = useLingui();
	const queryClient = useQueryClient();
	const viewer = useViewer();
	const errorText = useErrorText();
	return async () => {
		const waiting = await waitingCount(viewer.user.id).catch(() => 0);
		if (waiting > 0) {
			showToast({
				tone: 'bad',
				message: t`Some entries still wait for the network. Sign out again once they are sent.`,
			});
			return;
		}
		try {
			await request(SignOutDocument, {});
		} catch (error) {
			showToast({ tone: 'bad', message: errorText(error) });
			return;
		}
		broadcastSignOut();
		await Promise.allSettled([
			wipeDrafts(viewer.user.id),
			wipeWaiting(viewer.user.id),
			wipeCaches(),
			wipeKept(),
		]);
		queryClient.clear();
		window.location.assign(at('/'));
	};
}
