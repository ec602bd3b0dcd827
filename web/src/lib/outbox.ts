/**
 * Writes that wait for the server. Today there is one implementation, which sends at once;
 * the journal brings the one that keeps writes in IndexedDB and replays them in order.
 */
export interface Outbox {
	/**
	 * Hands over a write. Resolves when the server has it; rejects with ApiError when it
	 * refused, with NetworkError when it was not reached and the write was not kept.
	 */
	send<T>(write: PendingWrite<T>): Promise<T>;
	/** How many writes wait. */
	size(): Promise<number>;
	/** Forgets everything that waits. Called on signing out. */
	wipe(): Promise<void>;
}

/** One write, repeatable: the client id makes the server do it once. */
export interface PendingWrite<T> {
	/** Names the operation, such as "WriteEntry". */
	kind: string;
	clientId: string;
	run: () => Promise<T>;
}

const direct: Outbox = {
	send: (write) => write.run(),
	size: () => Promise.resolve(0),
	wipe: () => Promise.resolve(),
};

let current: Outbox = direct;

/** Puts another outbox in place; the app does so once, at the start. */
export function installOutbox(next: Outbox): void {
	current = next;
}

/** The outbox of the app. */
export function outbox(): Outbox {
	return current;
}
