import type {
	Audience,
	EditEntryInput,
	EntryCardFragment,
	Kind,
	WriteEntryInput,
} from '@/gql/graphql';
import type { CivilDate } from '@/lib/dates';
import { parseMinutes, typedMinutes } from './minutes';

/** The most that a text may have, in bytes of UTF-8. */
export const maxBody = 64 * 1024;

/** Characters from which a field of the browser shows a text in the plainest way: shaping a book takes it seconds. */
export const largeText = 50_000;

/** What somebody types into the form of an entry; this is what a draft keeps. */
export interface EntryContent {
	body: string;
	kind: Kind;
	/** As typed: "1h 30". */
	minutes: string;
	mood: number | null;
	energy: number | null;
	/** Null is today, whenever it is saved. */
	day: CivilDate | null;
	/** Picked, beside those in the text. */
	tags: string[];
	audience: Audience;
	/** Carried tasks that leave the entries they come from once this is saved. */
	takeOut?: readonly TakeOut[];
}

/** An entry that tasks were carried from, as it was read then. */
export interface TakeOut {
	edit: Omit<EditEntryInput, 'clientId'>;
	/** The keys of the tasks. */
	keys: readonly string[];
}

/** The form of a new entry. */
export const emptyContent: EntryContent = {
	body: '',
	kind: 'DONE',
	minutes: '',
	mood: null,
	energy: null,
	day: null,
	tags: [],
	audience: 'PRIVATE',
};

const hashtag =
	/(?<![\p{L}\p{N}_#/&])#((?=[^\s#]*\p{L})[\p{L}\p{M}\p{N}_+./#-]*[\p{L}\p{M}\p{N}_+#])/gu;

/** The tags typed in a text, in lower case. */
export function typedTags(body: string): Set<string> {
	return new Set([...body.matchAll(hashtag)].map((match) => (match[1] ?? '').toLowerCase()));
}

/** What a form needs to know of an entry. */
export type Saved = Pick<
	EntryCardFragment,
	'body' | 'kind' | 'minutes' | 'mood' | 'energy' | 'day' | 'tags' | 'audience'
>;

/** The form of an entry as it is saved. */
export function contentOf(entry: Saved): EntryContent {
	const typed = typedTags(entry.body);
	return {
		body: entry.body,
		kind: entry.kind,
		minutes: typedMinutes(entry.minutes),
		mood: entry.mood,
		energy: entry.energy,
		day: entry.day,
		tags: entry.tags.map((tag) => tag.name).filter((name) => !typed.has(name.toLowerCase())),
		audience: entry.audience,
	};
}

/** The form of a write that waits in this browser. */
export function waitingContent(input: WriteEntryInput | EditEntryInput): EntryContent {
	return {
		body: input.body,
		kind: input.kind ?? emptyContent.kind,
		minutes: typedMinutes(input.minutes ?? null),
		mood: input.mood ?? null,
		energy: input.energy ?? null,
		day: input.day ?? null,
		tags: input.tags ?? [],
		audience: input.audience ?? emptyContent.audience,
	};
}

/** True when two forms say the same. */
export function sameContent(a: EntryContent, b: EntryContent): boolean {
	return JSON.stringify({ ...emptyContent, ...a }) === JSON.stringify({ ...emptyContent, ...b });
}

/** A draft as it may lie in storage, of this version or an older one, as a form. */
export function readContent(stored: unknown, initial: EntryContent): EntryContent {
	if (typeof stored === 'string') return { ...initial, body: stored };
	if (typeof stored !== 'object' || stored === null) return initial;
	return { ...initial, ...(stored as Partial<EntryContent>) };
}

/** Bytes of a text as it is saved. */
export function bodyBytes(body: string): number {
	return new TextEncoder().encode(body).length;
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text without halves of characters, which no encoding can carry. */
function whole(body: string): string {
	return body.replace(loneSurrogate, '\ufffd');
}

function minutesOf(content: EntryContent): number | null {
	const parsed = parseMinutes(content.minutes);
	return parsed.ok ? parsed.minutes : null;
}

/** The write of a new entry. */
export function writeInput(content: EntryContent, clientId: string): WriteEntryInput {
	const { body, kind, mood, energy, day, tags, audience } = content;
	return {
		clientId,
		body: whole(body),
		kind,
		mood,
		energy,
		tags,
		audience,
		minutes: minutesOf(content),
		...(day ? { day } : {}),
	};
}

/** The edit of an entry, from the revision that the form began with. */
export function editInput(
	content: EntryContent,
	of: { id: string; baseRevision: number; clientId: string; day: CivilDate },
): EditEntryInput {
	const { body, kind, mood, energy, tags, audience } = content;
	return {
		id: of.id,
		baseRevision: of.baseRevision,
		clientId: of.clientId,
		body: whole(body),
		kind,
		day: content.day ?? of.day,
		mood,
		energy,
		tags,
		audience,
		minutes: minutesOf(content),
	};
}

/**
 * True when an answer holds what was sent. A replay of an earlier try answers with the entry as it was
 * sent then, without what was typed since.
 */
export function holds(
	entry: EntryCardFragment,
	sent: Pick<WriteEntryInput, 'body' | 'kind' | 'minutes' | 'mood' | 'energy' | 'audience'>,
): boolean {
	return (
		entry.body === sent.body &&
		(sent.kind == null || entry.kind === sent.kind) &&
		(entry.minutes ?? null) === (sent.minutes ?? null) &&
		(entry.mood ?? null) === (sent.mood ?? null) &&
		(entry.energy ?? null) === (sent.energy ?? null) &&
		(sent.audience == null || entry.audience === sent.audience)
	);
}

/** A write as an edit of an entry, on top of one of its revisions. */
export function editOver(
	input: WriteEntryInput | EditEntryInput,
	entry: EntryCardFragment,
	on: { baseRevision: number; clientId: string; body: string },
): EditEntryInput {
	return {
		...on,
		id: entry.id,
		kind: input.kind ?? entry.kind,
		day: input.day ?? entry.day,
		minutes: input.minutes ?? null,
		mood: input.mood ?? null,
		energy: input.energy ?? null,
		tags: input.tags ?? [],
		audience: narrower(input.audience ?? entry.audience, entry.audience),
	};
}

/** From who sees the least to who sees the most. */
const widths: readonly Audience[] = ['PRIVATE', 'TEAM', 'FOLLOWERS', 'UNLISTED', 'PUBLIC'];

/** Whoever took an entry back from others elsewhere keeps it so: an older form does not show it again. */
export function narrower(a: Audience, b: Audience): Audience {
	return widths.indexOf(a) < widths.indexOf(b) ? a : b;
}
