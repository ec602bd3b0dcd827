import { describe, expect, it, vi } from 'vitest';
import { SessionsDocument, ViewerDocument } from '@/gql/graphql';
import { request } from './client';
import { ApiError, isRetryable, NetworkError, SessionExpiredError } from './errors';

function answer(body: unknown, init: ResponseInit = {}): void {
	globalThis.fetch = vi.fn(
		async () =>
			new Response(JSON.stringify(body), {
				headers: { 'Content-Type': 'application/json', 'X-Request-Id': 'req1' },
				...init,
			}),
	);
}

describe('request', () => {
	it('sends the hash of the operation, never its text', async () => {
		answer({ data: { viewer: null, instance: {} } });
		await request(ViewerDocument, {});
		const [url, init] = vi.mocked(fetch).mock.calls[0] ?? [];
		expect(url).toBe('/graphql');
		expect(init?.headers).toMatchObject({ 'X-Tamatar': '1', 'Content-Type': 'application/json' });
		const sent = JSON.parse(String(init?.body));
		expect(sent.operationName).toBe('Viewer');
		expect(sent.query).toBeUndefined();
		expect(sent.extensions.persistedQuery.sha256Hash).toMatch(/^[0-9a-f]{64}$/);
	});

	it('types what the server refuses', async () => {
		answer({
			errors: [
				{
					message: 'Too long.',
					extensions: { code: 'journal.too_long', field: 'body', requestId: 'r7' },
				},
			],
		});
		const error = await request(ViewerDocument, {}).catch((e: unknown) => e);
		expect(error).toBeInstanceOf(ApiError);
		expect(error).toMatchObject({ code: 'journal.too_long', field: 'body', requestId: 'r7' });
		expect(isRetryable(error)).toBe(false);
	});

	it('tells the end of the session apart', async () => {
		answer({
			errors: [{ message: 'Sign in.', extensions: { code: 'identity.sign_in_required' } }],
		});
		await expect(request(ViewerDocument, {})).rejects.toBeInstanceOf(SessionExpiredError);
	});

	it('knows a session that ended elsewhere by its missing viewer', async () => {
		answer({ data: { viewer: null } });
		await expect(request(SessionsDocument, {})).rejects.toBeInstanceOf(SessionExpiredError);
		await expect(request(ViewerDocument, {})).resolves.toEqual({ viewer: null });
	});

	it('tells a missing network apart', async () => {
		globalThis.fetch = vi.fn(async () => {
			throw new TypeError('failed to fetch');
		});
		const error = await request(ViewerDocument, {}).catch((e: unknown) => e);
		expect(error).toBeInstanceOf(NetworkError);
		expect(isRetryable(error)).toBe(true);
	});

	it('understands an answer that is no JSON, and Retry-After', async () => {
		globalThis.fetch = vi.fn(
			async () => new Response('slow down', { status: 429, headers: { 'Retry-After': '30' } }),
		);
		const error = await request(ViewerDocument, {}).catch((e: unknown) => e);
		expect(error).toMatchObject({ code: 'too_many', status: 429, retryAfter: 30 });
	});
});
