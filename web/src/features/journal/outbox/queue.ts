import type { EditEntryInput, EntryCardFragment, WriteEntryInput } from '@/gql/graphql';
import { ApiError, isRetryable, SessionExpiredError, type UserError } from '@/lib/errors';
import type { OutboxStore, Waiting } from '@/lib/outbox';
import { editOver, holds } from '../content';
import { merge } from '../merge';

/** What is saved now where the text that was sent began from something older. */
export interface Conflicting {
	current: EntryCardFragment;
	baseBody?: string | null;
}

/** The server's answer to a write. */
export interface Reply {
	entry: EntryCardFragment | null;
	conflict?: Conflicting | null;
	errors: readonly UserError[];
}

/** How writes reach the server. Fails with NetworkError when it is not known whether one arrived. */
export interface Sender {
	write(input: WriteEntryInput): Promise<Reply>;
	edit(input: EditEntryInput): Promise<Reply>;
}

/** Writes of new entries are about their client id, edits about the entry. */
export type WaitingWrite = Waiting<WriteEntryInput> & { kind: 'write' };
export type WaitingEdit = Waiting<EditEntryInput> & { kind: 'edit' };
export type WaitingEntry = WaitingWrite | WaitingEdit;

interface QueueParts {
	store: OutboxStore;
	sender: Sender;
	newClientId: () => string;
	now: () => number;
}

/** True for what another try can mend: no network, a busy or broken server, a session that ended. */
function passes(error: unknown): boolean {
	return isRetryable(error) || error instanceof SessionExpiredError;
}

/**
 * The writes of one person that wait for the server. Nothing leaves the store before the server has it, and nothing that
 * was saved elsewhere meanwhile is written over: an edit always says which revision it began from, and what may have
 * arrived already is never sent under another name.
 */
export class Queue {
	private readonly userId: string;
	private readonly parts: QueueParts;

	constructor(userId: string, parts: QueueParts) {
		this.userId = userId;
		this.parts = parts;
	}

	/** Everything that waits, in the order of writing. */
	async list(): Promise<WaitingEntry[]> {
		return (await this.parts.store.list(this.userId)) as WaitingEntry[];
	}

	/** Keeps a new entry. It belongs to the instant of the first try. */
	async keepWrite(input: WriteEntryInput, tried: boolean): Promise<void> {
		await this.parts.store.join({ userId: this.userId, subject: input.clientId }, (now) =>
			this.item('write', input.clientId, input, now, tried),
		);
	}

	/**
	 * Keeps an edit. `onto` is the version of the waiting edit that the text began from; where another one waits by now,
	 * both texts stand in it.
	 */
	async keepEdit(input: EditEntryInput, onto: number | null, tried: boolean): Promise<void> {
		await this.parts.store.join({ userId: this.userId, subject: input.id }, (now) => {
			if (!now) return this.item('edit', input.id, input, now, tried);
			const old = now.input as EditEntryInput;
			const body = now.version === onto ? input.body : merge(null, input.body, old.body).text;
			const { baseRevision, clientId } = old;
			return this.item('edit', input.id, { ...input, body, baseRevision, clientId }, now, false);
		});
	}

	/** Puts another text on top of what was saved elsewhere, and sends it again. */
	async resolve(seq: number, body: string): Promise<void> {
		await this.parts.store.change(seq, (now) => {
			if (now.trouble?.kind !== 'conflict') return now;
			return this.onto(now as WaitingEntry, now.trouble.current as EntryCardFragment, body);
		});
	}

	/** Takes a write out: it was sent, or its text is somewhere else by now. */
	async drop(seq: number): Promise<void> {
		await this.parts.store.change(seq, () => null);
	}

	/**
	 * Sends what waits, in order. Gives the entries that were saved, and whether everything that can be sent has been.
	 */
	async flush(onSaved: (entry: EntryCardFragment) => void): Promise<'empty' | 'stopped'> {
		for (;;) {
			const item = (await this.list()).find((one) => one.trouble === null);
			if (!item) return 'empty';
			if (!(await this.sendOne(item, onSaved))) return 'stopped';
		}
	}

	/** False when sending makes no sense now. */
	private async sendOne(
		item: WaitingEntry,
		onSaved: (entry: EntryCardFragment) => void,
	): Promise<boolean> {
		let sent: WaitingEntry | undefined;
		await this.parts.store.change(item.seq, (now) => {
			sent = { ...now, tried: now.tried || now.version } as WaitingEntry;
			return sent;
		});
		if (!sent) return true;
		const { kind, input, seq } = sent;
		let reply: Reply;
		try {
			reply = await (kind === 'write'
				? this.parts.sender.write(input)
				: this.parts.sender.edit(input));
		} catch (error) {
			if (passes(error) || !(error instanceof ApiError)) return false;
			reply = { entry: null, errors: [{ code: error.code, message: error.message }] };
		}
		const settled = sent;
		await this.parts.store.change(seq, (now) => this.settle(now as WaitingEntry, settled, reply));
		if (reply.entry) onSaved(reply.entry);
		return true;
	}

	/** What becomes of a write after an answer to the version of it that was sent; null when all of it is saved. */
	private settle(now: WaitingEntry, sent: WaitingEntry, reply: Reply): WaitingEntry | null {
		if (reply.conflict) return this.afterConflict(now, reply.conflict);
		if (!reply.entry) {
			return now.version === sent.version
				? { ...now, trouble: { kind: 'refused', problems: reply.errors } }
				: now;
		}
		const unchanged = now.version === sent.version;
		if (unchanged && sent.tried === sent.version) return null;
		// An earlier version may be what arrived; the entry that came back tells only when nobody changed it since.
		const own = now.kind === 'write' ? 1 : now.input.baseRevision + 1;
		if (unchanged && reply.entry.revision === own && holds(reply.entry, now.input)) return null;
		return this.next(now, reply.entry, own, now.input.body);
	}

	private afterConflict(now: WaitingEntry, conflict: Conflicting): WaitingEntry | null {
		const { current, baseBody = null } = conflict;
		const same = sameFacts(current, now.input);
		// A text that is the older revision's own has nothing to add: an earlier try had saved it.
		if (baseBody === now.input.body) return same ? null : this.onto(now, current, current.body);
		if (baseBody !== null && same) {
			const merged = merge(baseBody, now.input.body, current.body);
			if (merged.clashes === 0) return this.onto(now, current, merged.text);
		}
		return { ...now, trouble: { kind: 'conflict', current, baseBody } };
	}

	private onto(now: WaitingEntry, current: EntryCardFragment, body: string): WaitingEdit {
		return this.next(now, current, current.revision, body);
	}

	/** The same write as an edit on top of a revision, under a new client id. */
	private next(
		now: WaitingEntry,
		entry: EntryCardFragment,
		baseRevision: number,
		body: string,
	): WaitingEdit {
		const { input } = now;
		return {
			...now,
			kind: 'edit',
			subject: entry.id,
			version: now.version + 1,
			tried: 0,
			trouble: null,
			input: editOver(input, entry, { baseRevision, clientId: this.parts.newClientId(), body }),
		};
	}

	private item<K extends WaitingEntry['kind']>(
		kind: K,
		subject: string,
		input: Waiting['input'],
		now: Waiting | undefined,
		tried: boolean,
	): Omit<Waiting, 'seq'> {
		const version = (now?.version ?? 0) + 1;
		return {
			userId: this.userId,
			kind,
			subject,
			input,
			savedAt: this.parts.now(),
			version,
			tried: now?.tried || (tried ? version : 0),
			trouble: null,
		};
	}
}

/** True when an entry and a write differ in nothing but the text. */
function sameFacts(entry: EntryCardFragment, input: WaitingEntry['input']): boolean {
	return holds(entry, { ...input, body: entry.body });
}
