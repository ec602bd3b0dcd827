import { at } from './base';
import { ApiError, NetworkError } from './errors';

/**
 * Lets the browser save a file that the server hands out only after the password was confirmed. It asks first without
 * fetching: a refusal is the error that opens the confirmation.
 */
export async function download(path: string): Promise<{ errors: [] }> {
	let response: Response;
	try {
		response = await fetch(at(path), { method: 'HEAD', credentials: 'same-origin' });
	} catch (cause) {
		throw new NetworkError('The server could not be reached.', { cause });
	}
	if (!response.ok) {
		throw new ApiError({
			message: `The server answered with status ${response.status}.`,
			code: response.headers.get('X-Tamatar-Code') ?? 'internal',
			status: response.status,
			requestId: response.headers.get('X-Request-Id') ?? undefined,
		});
	}
	const link = document.createElement('a');
	link.href = at(path);
	link.download = '';
	document.body.append(link);
	link.click();
	link.remove();
	return { errors: [] };
}
