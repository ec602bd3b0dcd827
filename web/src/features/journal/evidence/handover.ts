import type { CivilDate } from '@/lib/dates';

/** A text on its way from a day's margin to the form of a new entry. */
export interface Handover {
	day: CivilDate;
	text: string;
}

let waiting: Handover | undefined;

/** Lays a text down for the form that opens next. */
export function handOver(next: Handover): void {
	waiting = next;
}

/** Takes what was laid down, once. */
export function takeHandover(): Handover | undefined {
	const taken = waiting;
	waiting = undefined;
	return taken;
}
