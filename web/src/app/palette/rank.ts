import type { Action } from '@/lib/actions';
import { fuzzyMatch } from '@/lib/fuzzy';

/** An action that matches, with the letters of its title that did. */
export interface RankedAction {
	action: Action;
	score: number;
	positions: number[];
}

const order: Action['section'][] = ['do', 'go', 'settings', 'admin', 'help'];

/**
 * Orders actions for a query. Titles count more than keywords; sections stay together, the
 * one with the best match first. Without a query everything stands in its usual order.
 */
export function rankActions(actions: readonly Action[], query: string): RankedAction[] {
	const matches: RankedAction[] = [];
	for (const action of actions) {
		const title = fuzzyMatch(query, action.title);
		const words = title ? undefined : fuzzyMatch(query, action.keywords ?? '');
		if (title) matches.push({ action, score: title.score, positions: title.positions });
		else if (words) matches.push({ action, score: words.score / 2, positions: [] });
	}
	const best = new Map<Action['section'], number>();
	for (const { action, score } of matches) {
		best.set(action.section, Math.max(best.get(action.section) ?? 0, score));
	}
	return matches.sort((a, b) => {
		if (a.action.section !== b.action.section) {
			const gap = (best.get(b.action.section) ?? 0) - (best.get(a.action.section) ?? 0);
			return gap || order.indexOf(a.action.section) - order.indexOf(b.action.section);
		}
		return b.score - a.score;
	});
}
