import { useSyncExternalStore } from 'react';
import { at, herePath, named } from './base';

/** `expired` asks the person to sign in again in another tab; the page stays as it is. */
export type SessionState = 'open' | 'expired';

type Message = 'signed-in' | 'signed-out';

let state: SessionState = 'open';
const listeners = new Set<() => void>();
const channel =
	typeof BroadcastChannel === 'undefined'
		? undefined
		: new BroadcastChannel(named('tamatar.session'));

function set(next: SessionState): void {
	if (state === next) return;
	state = next;
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** The address of the sign-in page that leads back to where the person is now. */
export function signInHref(): string {
	return at(`/sign-in?next=${encodeURIComponent(herePath())}`);
}

/** Call when the server answered that there is no session. */
export function expireSession(): void {
	set('expired');
}

/** Call when a request has shown that there is a session again; tells the other tabs. */
export function resumeSession(): void {
	set('open');
	channel?.postMessage('signed-in' satisfies Message);
}

/** Tells every other tab that the person has signed out on purpose. */
export function broadcastSignOut(): void {
	channel?.postMessage('signed-out' satisfies Message);
}

/** Follows what other tabs do: signing out there leaves here, signing in there resumes here. */
export function watchOtherTabs(onSignedOut: () => void): () => void {
	if (!channel) return () => {};
	const listen = (event: MessageEvent<Message>) => {
		if (event.data === 'signed-out') onSignedOut();
		if (event.data === 'signed-in') set('open');
	};
	channel.addEventListener('message', listen);
	return () => channel.removeEventListener('message', listen);
}

/** The state of the session, for components. */
export function useSessionState(): SessionState {
	return useSyncExternalStore(subscribe, () => state);
}
