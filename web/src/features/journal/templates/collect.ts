import type { CarrySourceQuery, RollOverPlace, StartersQuery } from '@/gql/graphql';
import { contentOf, editInput, type TakeOut } from '../content';
import { doneItems, keysIn, openTasks, placed, taskKey } from './carry';

/** The viewer's own way of carrying tasks over. */
export type RollOver = NonNullable<StartersQuery['viewer']>['rollOver'];
type Source = NonNullable<CarrySourceQuery['viewer']>;
type Earlier = Source['earlier']['nodes'][number];

/** What a new text can take from earlier entries. */
export interface Collected {
	/** The previous day with entries; undefined before the first. */
	day: string | undefined;
	/** The day that the tasks come from; undefined where none are open. */
	from: string | undefined;
	tasks: string[];
	done: string[];
	commits: string[];
	takeOut: TakeOut[];
}

/**
 * Gathers what was done on the previous day that has entries, however long ago, and the unchecked tasks of the day that
 * left some. What stands in the text or in another entry of the day already is left out.
 */
export function collect(source: Source, text: string): Collected {
	const day = source.earlier.nodes[0]?.day;
	// They come newest first; a day is read from its morning on.
	const entries = source.earlier.nodes.filter((entry) => entry.day === day).reverse();
	const bodies = entries.map((entry) => entry.body);
	const left = leftOpen(source.tasks.nodes.map(({ entry }) => entry));
	const here = [text, ...source.today.nodes.map((entry) => entry.body)].map(keysIn);
	const tasks = openTasks(
		left.map((entry) => entry.body),
		new Set(here.flatMap(({ open, done }) => [...open, ...done])),
	);
	const items = new Set(here.flatMap((keys) => keys.items));
	const titles = entries.filter(isDone).map((entry) => `- ${entry.title}`);
	const done = [...doneItems(bodies, items), ...titles];
	return {
		day,
		from: left[0]?.day,
		tasks: tasks.lines,
		done: done.filter(
			(line, at) => done.indexOf(line) === at && !items.has(taskKey(line.slice(2))),
		),
		commits: source.yesterday.nodes
			.filter((entry) => entry.source === 'GIT')
			.flatMap((entry) => entry.body.split('\n').filter((line) => line.startsWith('- '))),
		takeOut: left.flatMap((entry) => takenFrom(entry, tasks.keys)),
	};
}

/**
 * The entries of the newest day that left tasks open, in the order they were written. Days without tasks, or with all of
 * them ticked, are passed over. A day whose tasks were carried over since ends the search: what was left out then stays out.
 */
export function leftOpen<E extends { day: string; body: string }>(newestFirst: readonly E[]): E[] {
	const since = new Set<string>();
	for (const day of new Set(newestFirst.map((entry) => entry.day))) {
		const entries = newestFirst.filter((entry) => entry.day === day).reverse();
		const keys = entries.map((entry) => keysIn(entry.body));
		const done = new Set(keys.flatMap((of) => of.done));
		const open = keys.flatMap((of) => of.open).filter((key) => !done.has(key));
		if (open.some((key) => since.has(key))) return [];
		if (open.length > 0) return entries;
		for (const key of done) since.add(key);
	}
	return [];
}

/** An entry that says itself what was done, without tasks. */
function isDone(entry: Earlier): boolean {
	const { open, done } = keysIn(entry.body);
	return entry.kind === 'DONE' && open.length + done.length === 0 && entry.title !== '';
}

function takenFrom(entry: Earlier, carried: readonly string[]): TakeOut[] {
	const keys = keysIn(entry.body).open.filter((key) => carried.includes(key));
	if (keys.length === 0) return [];
	const of = { id: entry.id, baseRevision: entry.revision, clientId: '', day: entry.day };
	const { clientId: _, ...edit } = editInput(contentOf(entry), of);
	return [{ edit, keys }];
}

/** A text with the tasks, and what was done, where the person wants them. */
export function carriedInto(text: string, found: Collected, how: RollOver): string {
	const place: RollOverPlace = how.place;
	const withDone = how.doneHeading ? placed(text, found.done, 'HEADING', how.doneHeading) : text;
	return placed(withDone, found.tasks, place, how.heading);
}
