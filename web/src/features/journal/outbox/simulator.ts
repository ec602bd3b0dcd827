import type { EditEntryInput, EntryCardFragment, WriteEntryInput } from '@/gql/graphql';
import { NetworkError } from '@/lib/errors';
import type { OutboxStore, Waiting } from '@/lib/outbox';
import { merge } from '../merge';
import { testEntry } from '../testing/frame';
import { Queue, type Reply, type Sender } from './queue';

/** Numbers that are the same in every run of a seed (mulberry32). */
export function dice(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

interface Revision {
	body: string;
	clientId: string;
}

interface Row {
	id: string;
	revisions: Revision[];
}

/** The server's rules for entries: a client id does its work once, an edit needs the revision it began from. */
export class Server {
	readonly rows = new Map<string, Row>();
	private readonly byClientId = new Map<string, Row>();

	write(input: WriteEntryInput): Reply {
		let row = this.byClientId.get(input.clientId);
		if (!row) {
			row = { id: `e${this.rows.size + 1}`, revisions: [{ body: input.body, clientId: '' }] };
			this.rows.set(row.id, row);
			this.byClientId.set(input.clientId, row);
		}
		return { entry: card(row), errors: [] };
	}

	edit(input: EditEntryInput): Reply {
		const row = this.rows.get(input.id);
		if (!row) return { entry: null, errors: [{ code: 'journal.entry_not_found', message: '' }] };
		if (row.revisions.length !== input.baseRevision) {
			if (row.revisions.some((r) => r.clientId === input.clientId)) {
				return { entry: card(row), errors: [] };
			}
			const baseBody = row.revisions[input.baseRevision - 1]?.body ?? null;
			return { entry: null, conflict: { current: card(row), baseBody }, errors: [] };
		}
		row.revisions.push({ body: input.body, clientId: input.clientId });
		return { entry: card(row), errors: [] };
	}
}

function card(row: Row): EntryCardFragment {
	const body = row.revisions.at(-1)?.body ?? '';
	return testEntry({ id: row.id, body, revision: row.revisions.length });
}

/** A store that outlives its device's restarts. Calls of a device that died never come back, done or not. */
class Disk {
	private rows: Waiting[] = [];
	private last = 0;

	open(alive: () => boolean, chance: () => number): OutboxStore {
		const step = async <T>(work: () => T): Promise<T> => {
			await Promise.resolve();
			if (!alive()) return never();
			const done = work();
			if (chance() < 0.3) await Promise.resolve();
			return alive() ? done : never();
		};
		return {
			list: () => step(() => structuredClone(this.rows)),
			join: ({ subject }, next) =>
				step(() => {
					const at = this.rows.findIndex((row) => row.subject === subject);
					const seq = at < 0 ? ++this.last : (this.rows[at]?.seq ?? 0);
					const row = structuredClone({ ...next(structuredClone(this.rows[at])), seq });
					if (at < 0) this.rows.push(row);
					else this.rows[at] = row;
					return structuredClone(row);
				}),
			change: (seq, next) =>
				step(() => {
					const at = this.rows.findIndex((row) => row.seq === seq);
					const now = this.rows[at];
					if (!now) return;
					const row = next(structuredClone(now));
					if (row) this.rows[at] = structuredClone(row);
					else this.rows.splice(at, 1);
				}),
		};
	}
}

function never<T>(): Promise<T> {
	return new Promise(() => {});
}

/** One browser of the person: it knows entries as it last saw them, loses its network, and dies and starts again. */
export class Device {
	/** What the person saw saved, by a mark of their own in the text. */
	readonly promised: string[] = [];
	online = true;
	/** The chance that a request, and that an answer, is lost though there is a network. */
	loss = 0;
	private readonly disk = new Disk();
	private readonly seen = new Map<string, { body: string; revision: number }>();
	private life = 0;
	private queue: Queue;

	private readonly name: string;
	private readonly server: Server;
	private readonly chance: () => number;
	private readonly skew: number;

	/** `skew` is how wrong its clock is, in milliseconds. */
	constructor(name: string, server: Server, chance: () => number, skew: number) {
		this.name = name;
		this.server = server;
		this.chance = chance;
		this.skew = skew;
		this.queue = this.start();
	}

	private start(): Queue {
		const life = ++this.life;
		const alive = () => this.life === life;
		let count = 0;
		return new Queue('someone', {
			store: this.disk.open(alive, () => this.chance()),
			sender: this.sender(alive),
			newClientId: () => `${this.name}.${life}.${++count}`,
			now: () => 1_700_000_000_000 + this.skew,
		});
	}

	private sender(alive: () => boolean): Sender {
		const call = async (work: () => Reply): Promise<Reply> => {
			await Promise.resolve();
			if (!alive()) return never();
			if (!this.online || this.chance() < this.loss) throw new NetworkError('lost');
			const reply = structuredClone(work());
			await Promise.resolve();
			if (!alive()) return never();
			if (this.chance() < this.loss) throw new NetworkError('the answer is lost');
			return reply;
		};
		return {
			write: (input) => call(() => this.server.write(input)),
			edit: (input) => call(() => this.server.edit(input)),
		};
	}

	/** Everything in memory is gone, and whatever was under way. */
	restart(): void {
		this.queue = this.start();
	}

	/** Reads an entry, as a page does that is open. */
	look(id: string): void {
		const row = this.server.rows.get(id);
		if (!this.online || !row) return;
		this.seen.set(id, { body: row.revisions.at(-1)?.body ?? '', revision: row.revisions.length });
	}

	known(): string[] {
		return [...this.seen.keys()];
	}

	/** Writes a new entry; kept here where the server does not answer. */
	async write(mark: string): Promise<void> {
		const input: WriteEntryInput = { clientId: `w.${mark}`, body: `${mark}\n`, kind: 'DONE' };
		try {
			if (!this.online || this.chance() < this.loss) throw new NetworkError('lost');
			this.server.write(input);
			if (this.chance() < this.loss) throw new NetworkError('the answer is lost');
		} catch {
			await this.queue.keepWrite(input, true);
		}
		this.promised.push(mark);
	}

	/** Adds a line to an entry as this device knows it, or to the edit of it that waits here. */
	async edit(id: string, mark: string): Promise<void> {
		const waiting = (await this.queue.list()).find((one) => one.subject === id);
		const known = this.seen.get(id);
		if (!known) return;
		// Now and then another tab has kept something since this form was opened.
		const stale = this.chance() < 0.2;
		const began = waiting && !stale ? waiting.input.body : known.body;
		const lines = began.split('\n');
		lines.splice(Math.floor(this.chance() * lines.length), 0, mark);
		const input = testEdit(id, known.revision, `c.${mark}`, lines.join('\n'));
		if (!waiting && (await this.editNow(input))) {
			this.promised.push(mark);
			return;
		}
		await this.queue.keepEdit(input, waiting && !stale ? waiting.version : null, true);
		this.promised.push(mark);
	}

	/** Sends an edit at once, as the form does; a conflict is merged on the spot. False when the server was not reached. */
	private async editNow(input: EditEntryInput): Promise<boolean> {
		if (!this.online || this.chance() < this.loss) return false;
		const { conflict } = this.server.edit(input);
		if (conflict) {
			const body = merge(conflict.baseBody, input.body, conflict.current.body).text;
			const { id, revision } = conflict.current;
			this.server.edit(testEdit(id, revision, `${input.clientId}.m`, body));
		}
		if (this.chance() < this.loss) return false;
		this.look(input.id);
		return true;
	}

	/** Sends what waits. */
	flush(): Promise<'empty' | 'stopped'> {
		return this.queue.flush((entry) => {
			this.seen.set(entry.id, { body: entry.body, revision: entry.revision });
		});
	}

	/** The person merges what was changed in two places, as the dialog offers. Gives how many there were. */
	async mergeAll(): Promise<number> {
		let merged = 0;
		for (const item of await this.queue.list()) {
			if (item.trouble?.kind !== 'conflict') continue;
			const { current, baseBody } = item.trouble;
			const theirs = (current as EntryCardFragment).body;
			await this.queue.resolve(item.seq, merge(baseBody, item.input.body, theirs).text);
			merged++;
		}
		return merged;
	}

	async waiting(): Promise<number> {
		return (await this.queue.list()).length;
	}
}

function testEdit(
	id: string,
	baseRevision: number,
	clientId: string,
	body: string,
): EditEntryInput {
	const { kind, day, audience } = testEntry();
	return { id, baseRevision, clientId, body, kind, day, audience, tags: [] };
}
