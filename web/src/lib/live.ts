import { OpenRealtimeDocument } from '@/gql/graphql';
import { at } from './base';
import { request } from './client';
import { NetworkError } from './errors';

/**
 * What the server tells open tabs: topics only, never texts. The protocol is centrifuge's JSON; of it a tab needs to
 * connect, to answer pings and to catch up, which is a twentieth of the usual client's size.
 */
export interface LiveOptions {
	/** Something that the topic names has changed. */
	onTopic: (topic: string) => void;
	/** Messages may have been missed: everything shown may be old. */
	onGap: () => void;
	/** The session behind the connection has ended. */
	onSessionEnd: () => void;
	onState: (live: boolean) => void;
}

interface Publication {
	offset?: number;
	data?: { topic?: string };
}

interface Reply {
	connect?: {
		/** To a tab's first connection: what happened since it began to read. */
		data?: { known: boolean; topics: string[]; epoch: string; offset: number };
		subs?: Record<
			string,
			{ epoch?: string; offset?: number; recovered?: boolean; publications?: Publication[] }
		>;
	};
	push?: { channel?: string; pub?: Publication; disconnect?: { code: number; reason: string } };
}

type Connected = NonNullable<Reply['connect']>;

interface Closing {
	code: number;
	reason: string;
}

interface Line {
	send: (text: string) => void;
	close: () => void;
}

/** Where this tab stands in its channel. */
interface Position {
	channel: string;
	epoch: string;
	offset: number;
}

const firstWait = 1000;
const longestWait = 60_000;
/** A tab that nobody looks at for this long lets go. */
const hiddenLimit = 5 * 60_000;
/** Attempts by WebSocket that never opened, before server-sent events are tried. */
const blockedAfter = 2;
const sessionEnded = 4500;

/** Keeps one live connection until the returned function is called. */
export function openLive(options: LiveOptions): () => void {
	let line: Line | undefined;
	let position: Position | undefined;
	let attempts = 0;
	let blocked = 0;
	let stopped = false;
	let dialling = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let hiddenTimer: ReturnType<typeof setTimeout> | undefined;

	const connectCommand = () => {
		const subs = position && {
			[position.channel]: { recover: true, epoch: position.epoch, offset: position.offset },
		};
		// What was read before the first connection may have changed since.
		const connect = subs ? { subs } : { data: { age: Math.ceil(performance.now()) } };
		return JSON.stringify({ id: 1, connect });
	};

	const heard = (pub: Publication) => {
		if (position && pub.offset) position.offset = pub.offset;
		if (pub.data?.topic) options.onTopic(pub.data.topic);
	};

	const connected = ({ data, subs = {} }: Connected) => {
		const before = position;
		for (const [channel, sub] of Object.entries(subs)) {
			const { epoch = '', offset = 0 } = sub;
			position = { channel, epoch, offset };
			for (const pub of sub.publications ?? []) heard(pub);
			for (const topic of data?.topics ?? []) options.onTopic(topic);
			const caughtUp = before
				? sub.recovered
				: data?.known && data.epoch === epoch && data.offset === offset;
			if (!caughtUp) options.onGap();
		}
		attempts = 0;
		blocked = 0;
		options.onState(true);
	};

	const receive = (text: string, from: Line) => {
		for (const part of text.split('\n')) {
			if (!part.trim()) continue;
			const reply = JSON.parse(part) as Reply;
			if (reply.connect) connected(reply.connect);
			else if (reply.push?.pub) heard(reply.push.pub);
			else if (reply.push?.disconnect) closed(reply.push.disconnect, from);
			else if (part.trim() === '{}') from.send('{}');
		}
	};

	const closed = (closing: Closing, which: Line) => {
		if (line !== which) return;
		line = undefined;
		which.close();
		options.onState(false);
		if (stopped) return;
		if (closing.code === sessionEnded) options.onSessionEnd();
		const told = /^come back in (\d+)$/.exec(closing.reason);
		again(told ? Number(told[1]) : undefined);
	};

	/** Comes back after a while that grows and differs from tab to tab. */
	const again = (wait?: number) => {
		if (stopped || document.hidden) return;
		const limit = Math.min(firstWait * 2 ** attempts++, longestWait);
		clearTimeout(timer);
		timer = setTimeout(dial, wait ?? limit / 2 + Math.random() * limit);
	};

	const dial = async () => {
		clearTimeout(timer);
		if (stopped || line || dialling) return;
		dialling = true;
		try {
			const answer = await request(OpenRealtimeDocument, {});
			const ticket = answer.openRealtime.ticket?.value;
			if (ticket && !stopped) {
				line = blocked >= blockedAfter ? byEvents(ticket) : byWebSocket(ticket);
			} else again();
		} catch (error) {
			// Without a session there is nothing to come back to; the page asks the person to sign in.
			again(error instanceof NetworkError ? undefined : longestWait);
		} finally {
			dialling = false;
		}
	};

	const byWebSocket = (ticket: string): Line => {
		const address = new URL(at('/realtime'), window.location.href);
		address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
		address.searchParams.set('ticket', ticket);
		const socket = new WebSocket(address);
		let opened = false;
		const self: Line = {
			send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
			close: () => socket.close(),
		};
		socket.onopen = () => {
			opened = true;
			self.send(connectCommand());
		};
		socket.onmessage = (event: MessageEvent<string>) => receive(event.data, self);
		socket.onclose = (event) => {
			if (!opened) blocked++;
			closed(event, self);
		};
		return self;
	};

	const byEvents = (ticket: string): Line => {
		const address = new URL(at('/realtime/stream'), window.location.href);
		address.searchParams.set('ticket', ticket);
		address.searchParams.set('cf_connect', connectCommand());
		const source = new EventSource(address);
		const self: Line = { send: () => {}, close: () => source.close() };
		source.onmessage = (event: MessageEvent<string>) => receive(event.data, self);
		// A ticket opens once: the browser must not try the same address again.
		source.onerror = () => {
			blocked = 0;
			closed({ code: 0, reason: '' }, self);
		};
		return self;
	};

	const onVisibility = () => {
		clearTimeout(hiddenTimer);
		if (document.hidden) hiddenTimer = setTimeout(() => letGo(), hiddenLimit);
		else void dial();
	};

	const letGo = () => {
		const old = line;
		line = undefined;
		old?.close();
		options.onState(false);
	};

	const onOnline = () => void dial();
	document.addEventListener('visibilitychange', onVisibility);
	window.addEventListener('online', onOnline);
	void dial();
	return () => {
		stopped = true;
		clearTimeout(timer);
		clearTimeout(hiddenTimer);
		document.removeEventListener('visibilitychange', onVisibility);
		window.removeEventListener('online', onOnline);
		letGo();
	};
}
