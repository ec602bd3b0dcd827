/** True where this browser can make and use passkeys. */
export function passkeysPossible(): boolean {
	return window.isSecureContext && 'PublicKeyCredential' in window;
}

const bytes = (text: string): ArrayBuffer =>
	Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
		.buffer;

const text = (buffer: ArrayBuffer): string =>
	btoa(String.fromCharCode(...new Uint8Array(buffer)))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replace(/=+$/, '');

interface JsonDescriptor {
	id: string;
	type: 'public-key';
	transports?: AuthenticatorTransport[];
}

const descriptors = (list: JsonDescriptor[] | undefined) =>
	(list ?? []).map((d) => ({ ...d, id: bytes(d.id) }));

/** Makes a passkey. The options come from the server as JSON; so does the answer go back. Throws when the person stops. */
export async function createPasskey(options: string): Promise<string> {
	const o = JSON.parse(options);
	const key = (await navigator.credentials.create({
		publicKey: {
			...o,
			challenge: bytes(o.challenge),
			user: { ...o.user, id: bytes(o.user.id) },
			excludeCredentials: descriptors(o.excludeCredentials),
		},
	})) as PublicKeyCredential;
	const answer = key.response as AuthenticatorAttestationResponse;
	return JSON.stringify({
		...about(key),
		response: {
			clientDataJSON: text(answer.clientDataJSON),
			attestationObject: text(answer.attestationObject),
			transports: answer.getTransports?.() ?? [],
		},
	});
}

/** Asks for a passkey. Throws when the person stops. */
export async function askPasskey(options: string): Promise<string> {
	const o = JSON.parse(options);
	const key = (await navigator.credentials.get({
		publicKey: {
			...o,
			challenge: bytes(o.challenge),
			allowCredentials: descriptors(o.allowCredentials),
		},
	})) as PublicKeyCredential;
	const answer = key.response as AuthenticatorAssertionResponse;
	return JSON.stringify({
		...about(key),
		response: {
			clientDataJSON: text(answer.clientDataJSON),
			authenticatorData: text(answer.authenticatorData),
			signature: text(answer.signature),
			userHandle: answer.userHandle ? text(answer.userHandle) : undefined,
		},
	});
}

function about(key: PublicKeyCredential) {
	return {
		id: key.id,
		rawId: text(key.rawId),
		type: key.type,
		authenticatorAttachment: key.authenticatorAttachment ?? undefined,
		clientExtensionResults: key.getClientExtensionResults(),
	};
}

/** True when the person closed the window of the browser, or has no fitting passkey: nothing to be told as an error. */
export function stopped(error: unknown): boolean {
	return error instanceof DOMException;
}
