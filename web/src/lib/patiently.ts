/** How long until it is tried again, in milliseconds. */
const pause = 3_000;

/**
 * Fetches a part of the app, however long the server is away: it comes late rather than breaking the page. For parts that
 * a page can do without; a page itself says that it did not load.
 */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
	for (;;) {
		try {
			return await load();
		} catch {
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
	}
}
