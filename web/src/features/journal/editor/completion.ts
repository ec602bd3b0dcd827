import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';

/** Finds own tags that contain a text, the most used first. */
export type FindTags = (search: string) => Promise<readonly string[]>;

const typed = /#[\p{L}\p{M}\p{N}_+./-]*$/u;

/** Completes #tags from those that the person has used before. */
export function tagCompletion(find: () => FindTags) {
	return async (context: CompletionContext): Promise<CompletionResult | null> => {
		const match = context.matchBefore(typed);
		if (!match) return null;
		const before = context.state.sliceDoc(Math.max(0, match.from - 1), match.from);
		if (/[\p{L}\p{N}_/#]/u.test(before)) return null;
		if (/Code|URL/.test(syntaxTree(context.state).resolveInner(match.from, 1).name)) return null;
		const search = match.text.slice(1);
		const names = await find()(search).catch(() => []);
		const options = names
			.filter((name) => name !== search)
			.map((name) => ({ label: `#${name}`, type: 'keyword' }));
		if (context.aborted || options.length === 0) return null;
		return { from: match.from, options, filter: false };
	};
}
