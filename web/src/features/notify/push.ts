import { PushKeyDocument } from '@/gql/graphql';
import { at } from '@/lib/base';
import { request } from '@/lib/client';

/** Whether this browser can get pushes, and if not, why. */
export type PushState = 'insecure' | 'unsupported' | 'denied' | 'off' | 'on';

/** What this browser says about pushes; `known` tells whether the server has it among the person's browsers. */
export async function pushState(known: boolean): Promise<PushState> {
	if (!window.isSecureContext) return 'insecure';
	if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
		return 'unsupported';
	}
	if (Notification.permission === 'denied') return 'denied';
	const registration = await navigator.serviceWorker.getRegistration(at('/app'));
	const subscription = await registration?.pushManager.getSubscription();
	return subscription && known ? 'on' : 'off';
}

/** What a browser gives to get pushes. */
export interface PushAddress {
	endpoint: string;
	p256dh: string;
	auth: string;
}

/** Asks the browser for an address to push to; undefined when the person said no. */
export async function askForPush(): Promise<PushAddress | undefined> {
	if ((await Notification.requestPermission()) !== 'granted') return undefined;
	const key = (await request(PushKeyDocument, {})).viewer?.pushKey ?? '';
	const registration = await navigator.serviceWorker.ready;
	const kept = await registration.pushManager.getSubscription();
	// An address that was made with another key would get nothing.
	await kept?.unsubscribe();
	const subscription = await registration.pushManager.subscribe({
		userVisibleOnly: true,
		applicationServerKey: bytes(key),
	});
	return addressOf(subscription.toJSON());
}

/** The address in the form that the API takes. */
export function addressOf(json: PushSubscriptionJSON): PushAddress {
	return {
		endpoint: json.endpoint ?? '',
		p256dh: json.keys?.p256dh ?? '',
		auth: json.keys?.auth ?? '',
	};
}

/** Lets the browser forget its address. */
export async function dropPush(): Promise<void> {
	const registration = await navigator.serviceWorker.getRegistration(at('/app'));
	await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** Reads base64url. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
	const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}
