import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLive } from './live';

const request = vi.hoisted(() => vi.fn());
vi.mock('./client', () => ({ request }));

class Socket {
	static OPEN = 1;
	static all: Socket[] = [];
	readyState = 0;
	sent: string[] = [];
	onopen?: () => void;
	onmessage?: (event: { data: string }) => void;
	onclose?: (event: { code: number; reason: string }) => void;
	address: URL;
	constructor(address: URL) {
		this.address = address;
		Socket.all.push(this);
	}
	send(text: string) {
		this.sent.push(text);
	}
	close() {
		this.readyState = 3;
	}
	open() {
		this.readyState = 1;
		this.onopen?.();
	}
	say(value: unknown) {
		this.onmessage?.({ data: JSON.stringify(value) });
	}
}

/** What a first connection is told when nothing happened meanwhile. */
const nothing = { known: true, topics: [], epoch: 'e', offset: 3 };

const handlers = { onTopic: vi.fn(), onGap: vi.fn(), onSessionEnd: vi.fn(), onState: vi.fn() };
let close = () => {};

async function latest(): Promise<Socket> {
	await vi.advanceTimersByTimeAsync(0);
	const socket = Socket.all.at(-1);
	if (!socket) throw new Error('no connection was tried');
	return socket;
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('WebSocket', Socket);
	Socket.all = [];
	for (const handler of Object.values(handlers)) handler.mockReset();
	request
		.mockReset()
		.mockResolvedValue({ openRealtime: { ticket: { value: 'one-use' }, errors: [] } });
	close = openLive(handlers);
});

afterEach(() => {
	close();
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('hears topics, answers pings, and catches up where it left off', async () => {
	const first = await latest();
	expect(first.address.search).toBe('?ticket=one-use');
	first.open();
	expect(JSON.parse(first.sent[0] ?? '')).toEqual({
		id: 1,
		connect: { data: { age: expect.any(Number) } },
	});
	first.say({ id: 1, connect: { data: nothing, subs: { '#ada': { epoch: 'e', offset: 3 } } } });
	expect(handlers.onState).toHaveBeenLastCalledWith(true);
	first.say({ push: { channel: '#ada', pub: { offset: 4, data: { topic: 'journal' } } } });
	expect(handlers.onTopic).toHaveBeenLastCalledWith('journal');
	first.say({});
	expect(first.sent.at(-1)).toBe('{}');

	first.onclose?.({ code: 1006, reason: '' });
	expect(handlers.onState).toHaveBeenLastCalledWith(false);
	await vi.advanceTimersByTimeAsync(1600);
	const second = await latest();
	expect(second).not.toBe(first);
	second.open();
	expect(JSON.parse(second.sent[0] ?? '')).toEqual({
		id: 1,
		connect: { subs: { '#ada': { recover: true, epoch: 'e', offset: 4 } } },
	});
	second.say({
		connect: {
			subs: {
				'#ada': {
					epoch: 'e',
					offset: 5,
					recovered: true,
					publications: [{ offset: 5, data: { topic: 'profile' } }],
				},
			},
		},
	});
	expect(handlers.onTopic).toHaveBeenLastCalledWith('profile');
	expect(handlers.onGap).not.toHaveBeenCalled();
});

test('what changed between the first reading and the first connection is told', async () => {
	const first = await latest();
	first.open();
	const data = { ...nothing, topics: ['profile'] };
	first.say({ connect: { data, subs: { '#ada': { epoch: 'e', offset: 3 } } } });
	expect(handlers.onTopic.mock.calls).toEqual([['profile']]);
	expect(handlers.onGap).not.toHaveBeenCalled();
});

test.each([
	['nobody remembers', { known: false }],
	['more came meanwhile', { offset: 2 }],
	['the channel began anew', { epoch: 'd' }],
])('what changed before the first connection is a gap when %s', async (_, difference) => {
	const first = await latest();
	first.open();
	const data = { ...nothing, ...difference };
	first.say({ connect: { data, subs: { '#ada': { epoch: 'e', offset: 3 } } } });
	expect(handlers.onGap).toHaveBeenCalledOnce();
});

test('what cannot be caught up is a gap', async () => {
	const first = await latest();
	first.open();
	first.say({ connect: { data: nothing, subs: { '#ada': { epoch: 'e', offset: 3 } } } });
	first.onclose?.({ code: 1006, reason: '' });
	await vi.advanceTimersByTimeAsync(1600);
	const second = await latest();
	second.open();
	second.say({ connect: { subs: { '#ada': { epoch: 'f', offset: 0 } } } });
	expect(handlers.onGap).toHaveBeenCalledOnce();
});

test('a node that stops says when to come back', async () => {
	const first = await latest();
	first.open();
	first.onclose?.({ code: 4001, reason: 'come back in 7000' });
	await vi.advanceTimersByTimeAsync(6900);
	expect(Socket.all).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(200);
	expect(Socket.all).toHaveLength(2);
});

test('the end of the session is told', async () => {
	const first = await latest();
	first.open();
	first.onclose?.({ code: 4500, reason: 'login ended' });
	expect(handlers.onSessionEnd).toHaveBeenCalledOnce();
});
