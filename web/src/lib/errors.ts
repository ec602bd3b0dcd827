/** What the server says about one thing in the input that a person can mend. */
export interface UserError {
	code: string;
	field?: string | null;
	message: string;
}

/** A refusal by the server. `message` is a sentence for people, `code` is stable. */
export class ApiError extends Error {
	readonly code: string;
	readonly field: string | undefined;
	/** Names the request in the server's log; show it when something unexpected happened. */
	readonly requestId: string | undefined;
	readonly status: number;
	/** Seconds to wait before trying again, when the server says so. */
	readonly retryAfter: number | undefined;

	constructor(init: {
		message: string;
		code: string;
		status: number;
		field?: string | undefined;
		requestId?: string | undefined;
		retryAfter?: number | undefined;
	}) {
		super(init.message);
		this.name = 'ApiError';
		this.code = init.code;
		this.status = init.status;
		this.field = init.field;
		this.requestId = init.requestId;
		this.retryAfter = init.retryAfter;
	}
}

/** The session has ended (signed out, revoked or run out). Nothing typed is lost. */
export class SessionExpiredError extends ApiError {
	override readonly name = 'SessionExpiredError';
}

/** The server was not reached. Nothing is known about whether a write arrived. */
export class NetworkError extends Error {
	override readonly name = 'NetworkError';
}

/** True when trying the same request again later may work. */
export function isRetryable(error: unknown): boolean {
	if (error instanceof NetworkError) return true;
	if (error instanceof ApiError) return error.status >= 500 || error.status === 429;
	return false;
}
