import { at } from './base';
import { ApiError, NetworkError, SessionExpiredError } from './errors';
import { expireSession } from './session';

/** Errors have the form they have in GraphQL. */
interface Refusal {
	message?: string;
	extensions?: { code?: string; requestId?: string };
}

/**
 * Sends files as a form and gives the JSON answer. Throws ApiError (refused), SessionExpiredError or NetworkError,
 * as `request` does for operations.
 */
export async function upload<T = unknown>(
	path: string,
	field: string,
	files: readonly File[],
	extra: Record<string, string> = {},
): Promise<T> {
	const form = new FormData();
	for (const file of files) form.append(field, file, file.webkitRelativePath || file.name);
	for (const [name, value] of Object.entries(extra)) form.append(name, value);
	const response = await send(path, form);
	const body = (await response.json().catch(() => undefined)) as
		| (T & { errors?: Refusal[] })
		| undefined;
	if (response.status === 401) {
		expireSession();
		throw new SessionExpiredError({
			message: 'Your session has ended.',
			code: 'identity.sign_in_required',
			status: 401,
		});
	}
	if (!response.ok) throw refusal(response, body?.errors?.[0]);
	return body as T;
}

async function send(path: string, form: FormData): Promise<Response> {
	try {
		return await fetch(at(path), {
			method: 'POST',
			credentials: 'same-origin',
			headers: { 'X-Tamatar': '1', Accept: 'application/json' },
			body: form,
		});
	} catch (cause) {
		throw new NetworkError('The server could not be reached.', { cause });
	}
}

function refusal(response: Response, said: Refusal | undefined): ApiError {
	return new ApiError({
		message: said?.message ?? `The server answered with status ${response.status}.`,
		code: said?.extensions?.code ?? 'internal',
		status: response.status,
		requestId: said?.extensions?.requestId ?? response.headers.get('X-Request-Id') ?? undefined,
	});
}
