import type { TypedDocumentString } from '@/gql/graphql';
import { at } from './base';
import { ApiError, NetworkError, SessionExpiredError } from './errors';
import { noteReached } from './online';
import { expireSession } from './session';

interface WireError {
	message: string;
	extensions?: { code?: string; field?: string; requestId?: string; retryAfter?: number };
}

interface WireAnswer<T> {
	data?: T | null;
	errors?: WireError[];
}

interface RequestOptions {
	signal?: AbortSignal | undefined;
	/** Lets a small write outlive the page, for drafts saved while leaving. */
	keepalive?: boolean;
}

const signedOutCodes = new Set(['identity.sign_in_required', 'identity.session_expired']);

/**
 * Runs one persisted operation. Only its hash travels: the server knows the text.
 * Throws ApiError (the server refused), SessionExpiredError or NetworkError.
 */
export async function request<TData, TVariables>(
	document: TypedDocumentString<TData, TVariables>,
	variables: TVariables,
	options: RequestOptions = {},
): Promise<TData> {
	const response = await send(document, variables, options);
	const requestId = response.headers.get('X-Request-Id') ?? undefined;
	const answer = await readAnswer<TData>(response);
	const first = answer?.errors?.[0];
	const code = first?.extensions?.code;
	const signedOut = response.status === 401 || (code && signedOutCodes.has(code));
	if (signedOut || lacksViewer(document, answer?.data)) {
		expireSession();
		throw new SessionExpiredError({
			message: first?.message ?? 'Your session has ended.',
			code: code ?? 'identity.sign_in_required',
			status: 401,
			requestId,
		});
	}
	if (first) {
		throw new ApiError({
			message: first.message,
			code: code ?? 'internal',
			status: response.status,
			field: first.extensions?.field,
			requestId: first.extensions?.requestId ?? requestId,
			retryAfter: first.extensions?.retryAfter ?? retryAfter(response),
		});
	}
	if (!response.ok || answer?.data == null) {
		throw new ApiError({
			message: `The server answered with status ${response.status}.`,
			code: response.status === 429 ? 'too_many' : 'internal',
			status: response.status,
			requestId,
			retryAfter: retryAfter(response),
		});
	}
	return answer.data;
}

/**
 * A session that ended elsewhere shows as a viewer that is null. Only the shell asks whether there is one at all:
 * everything else is asked by somebody who is signed in.
 */
function lacksViewer<TData, TVariables>(
	document: TypedDocumentString<TData, TVariables>,
	data: TData | null | undefined,
): boolean {
	const name = (document.__meta__ as { name?: string } | undefined)?.name;
	return name !== 'Viewer' && (data as { viewer?: unknown } | null | undefined)?.viewer === null;
}

async function send<TData, TVariables>(
	document: TypedDocumentString<TData, TVariables>,
	variables: TVariables,
	options: RequestOptions,
): Promise<Response> {
	const meta = document.__meta__ as { hash?: string; name?: string } | undefined;
	try {
		const response = await fetch(at('/graphql'), {
			method: 'POST',
			credentials: 'same-origin',
			headers: {
				'Content-Type': 'application/json',
				Accept: 'application/graphql-response+json, application/json;q=0.9',
				'X-Tamatar': '1',
			},
			body: JSON.stringify({
				operationName: meta?.name,
				variables: variables ?? {},
				extensions: { persistedQuery: { version: 1, sha256Hash: meta?.hash } },
			}),
			keepalive: options.keepalive ?? false,
			signal: options.signal ?? null,
		});
		noteReached(true);
		return response;
	} catch (cause) {
		if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
		noteReached(false);
		throw new NetworkError('The server could not be reached.', { cause });
	}
}

async function readAnswer<T>(response: Response): Promise<WireAnswer<T> | undefined> {
	const type = response.headers.get('Content-Type') ?? '';
	if (!type.includes('json')) return undefined;
	try {
		return (await response.json()) as WireAnswer<T>;
	} catch (cause) {
		throw new NetworkError('The answer of the server was cut off.', { cause });
	}
}

function retryAfter(response: Response): number | undefined {
	const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
	return Number.isFinite(seconds) ? seconds : undefined;
}
