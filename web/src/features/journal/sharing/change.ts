import { type Audience, ChangeAudienceDocument, type ChangeAudienceMutation } from '@/gql/graphql';
import { request } from '@/lib/client';
import type { Sharable } from './useSelection';

/** From who sees the least to who sees the most. */
const widths: readonly Audience[] = ['PRIVATE', 'TEAM', 'FOLLOWERS', 'UNLISTED', 'PUBLIC'];

/** How many entries one request changes. */
const atOnce = 100;

/** True when strangers can be among those who see it. */
export function isOpen(audience: Audience): boolean {
	return audience === 'UNLISTED' || audience === 'PUBLIC';
}

/** What a change would do: how many entries are opened further, narrowed, and left, and how many links may end. */
export interface Outlook {
	wider: number;
	narrower: number;
	same: number;
	/** Entries that strangers see now and would not. */
	closed: number;
}

/** Counts what it would do to give all of them this audience. */
export function outlook(entries: Iterable<Sharable>, to: Audience): Outlook {
	const out: Outlook = { wider: 0, narrower: 0, same: 0, closed: 0 };
	for (const { audience, draft } of entries) {
		const by = widths.indexOf(to) - widths.indexOf(audience);
		if (draft || by === 0) out.same++;
		else if (by > 0) out.wider++;
		else out.narrower++;
		if (!draft && isOpen(audience) && !isOpen(to)) out.closed++;
	}
	return out;
}

/** One entry and who saw it before. */
export type Changed = ChangeAudienceMutation['changeAudience']['changed'][number];

/** What became of a change. A message says why it stopped half way. */
export interface ChangeOutcome {
	changed: readonly Changed[];
	message?: string | undefined;
}

/** Gives entries their audiences, part by part; what was changed before something went wrong is told. */
export async function changeAudiences(
	changes: readonly { id: string; audience: Audience }[],
	errorText: (error: unknown) => string,
): Promise<ChangeOutcome> {
	const changed: Changed[] = [];
	for (let from = 0; from < changes.length; from += atOnce) {
		try {
			const input = { changes: changes.slice(from, from + atOnce), dryRun: false };
			const answer = (await request(ChangeAudienceDocument, { input })).changeAudience;
			changed.push(...answer.changed);
			const wrong = answer.errors[0];
			if (wrong) return { changed, message: wrong.message };
		} catch (error) {
			return { changed, message: errorText(error) };
		}
	}
	return { changed };
}
