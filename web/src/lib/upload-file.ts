import { at } from './base';
import { ApiError, NetworkError, SessionExpiredError } from './errors';
import { expireSession } from './session';

interface Answer {
	errors?: { message?: string; extensions?: { code?: string; requestId?: string } }[];
}

/**
 * Sends one file and tells how far it is, from 0 to 1. Throws ApiError (refused), SessionExpiredError or NetworkError, as
 * `request` does for operations.
 */
export function uploadFile<T>(
	path: string,
	file: File,
	onProgress: (done: number) => void,
): Promise<T> {
	const form = new FormData();
	form.append('file', file, file.name || 'file');
	return new Promise((resolve, reject) => {
		// fetch cannot tell how far a request is.
		const sending = new XMLHttpRequest();
		sending.open('POST', at(path));
		sending.setRequestHeader('X-Tamatar', '1');
		sending.setRequestHeader('Accept', 'application/json');
		sending.upload.onprogress = (event) => {
			if (event.lengthComputable) onProgress(event.loaded / event.total);
		};
		const lost = () => reject(new NetworkError('The server could not be reached.'));
		sending.onerror = lost;
		sending.onabort = lost;
		sending.ontimeout = lost;
		sending.onload = () => {
			const body = read(sending.responseText) as (T & Answer) | undefined;
			if (sending.status === 201 && body) resolve(body);
			else reject(refusal(sending.status, body));
		};
		sending.send(form);
	});
}

function read(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function refusal(status: number, body: Answer | undefined): Error {
	const said = body?.errors?.[0];
	const code = said?.extensions?.code ?? 'internal';
	const init = {
		message: said?.message ?? `The server answered with status ${status}.`,
		code: status === 413 && !code.startsWith('files.') ? 'files.too_large' : code,
		status,
		requestId: said?.extensions?.requestId,
	};
	if (status !== 401) return new ApiError(init);
	expireSession();
	return new SessionExpiredError(init);
}
