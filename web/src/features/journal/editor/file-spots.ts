import { type Extension, StateEffect, StateField, type TransactionSpec } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { FileSpot } from '@/features/files/public';

/** Takes files that were pasted or dropped, each with the spot where it shall stand. */
export type TakeFiles = (files: readonly File[], spots: readonly FileSpot[]) => void;

/** Shows that a file is on its way; the text itself has nothing of it until it has arrived. */
class Waiting extends WidgetType {
	readonly name: string;
	done = 0;
	bar: HTMLProgressElement | undefined;

	constructor(name: string) {
		super();
		this.name = name;
	}

	override eq(other: Waiting): boolean {
		return other === this;
	}

	override toDOM(): HTMLElement {
		const box = document.createElement('span');
		box.className = 'tm-file-waiting';
		this.bar = document.createElement('progress');
		this.bar.max = 1;
		this.bar.value = this.done;
		this.bar.setAttribute('aria-label', this.name);
		box.append(this.bar, ` ${this.name}`);
		return box;
	}

	show(done: number): void {
		this.done = done;
		if (this.bar) this.bar.value = done;
	}
}

const begin = StateEffect.define<{ at: number; widget: Waiting }>({
	map: (value, change) => ({ ...value, at: change.mapPos(value.at, 1) }),
});
const end = StateEffect.define<Waiting>();

const spots = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(set, transaction) {
		let next = set.map(transaction.changes);
		for (const effect of transaction.effects) {
			if (effect.is(begin)) {
				const { at, widget } = effect.value;
				next = next.update({ add: [Decoration.widget({ widget, side: 1 }).range(at)] });
			} else if (effect.is(end)) {
				next = next.update({ filter: (_from, _to, deco) => deco.spec.widget !== effect.value });
			}
		}
		return next;
	},
	provide: (field) => EditorView.decorations.from(field),
});

function placeOf(view: EditorView, widget: Waiting): number {
	let at = -1;
	view.state.field(spots).between(0, view.state.doc.length, (from, _to, deco) => {
		if (deco.spec.widget === widget) at = from;
	});
	return at;
}

function spotAt(view: EditorView, at: number, file: File): FileSpot {
	const widget = new Waiting(file.name);
	view.dispatch({ effects: begin.of({ at, widget }) });
	return {
		progress: (done) => widget.show(done),
		fill(markdown) {
			// The element is taken out of the page when the editor goes.
			if (!view.dom.isConnected) return false;
			const place = placeOf(view, widget);
			view.dispatch({
				effects: end.of(widget),
				...(markdown && place >= 0 ? insertion(view, place, markdown) : {}),
			});
			return place >= 0;
		},
	};
}

/** Puts a file in with a blank before it; who has the caret there goes on behind it. */
function insertion(view: EditorView, place: number, markdown: string): TransactionSpec {
	const before = view.state.sliceDoc(Math.max(0, place - 1), place);
	const insert = /\S/.test(before) ? ` ${markdown}` : markdown;
	const { main } = view.state.selection;
	const here = main.empty && main.head === place;
	return {
		changes: { from: place, insert },
		...(here ? { selection: { anchor: place + insert.length } } : {}),
		userEvent: 'input.file',
	};
}

/** Makes a spot for each file at a place in the text, and hands both on. */
export function takeAt(
	view: EditorView,
	at: number,
	files: readonly File[],
	take: TakeFiles,
): boolean {
	if (files.length === 0) return false;
	take(
		files,
		files.map((file) => spotAt(view, at, file)),
	);
	return true;
}

/** Files that are pasted go to the caret, those that are dropped to where they were let go. */
export function fileSpots(take: TakeFiles): Extension {
	return [
		spots,
		EditorView.domEventHandlers({
			paste(event, view) {
				const data = event.clipboardData;
				// Office programs add a picture of what they also give as text.
				if (!data || data.types.includes('text/plain')) return false;
				const done = takeAt(view, view.state.selection.main.to, [...data.files], take);
				if (done) event.preventDefault();
				return done;
			},
			drop(event, view) {
				const files = [...(event.dataTransfer?.files ?? [])];
				if (files.length === 0) return false;
				event.preventDefault();
				const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
				view.focus();
				return takeAt(view, at ?? view.state.selection.main.to, files, take);
			},
			dragover(event) {
				if (!event.dataTransfer?.types.includes('Files')) return false;
				event.preventDefault();
				return false;
			},
		}),
		EditorView.theme({
			'.tm-file-waiting': {
				display: 'inline-flex',
				alignItems: 'center',
				gap: '0.4em',
				color: 'var(--tm-ink-dim)',
				fontSize: 'var(--tm-text-sm)',
			},
			'.tm-file-waiting progress': { inlineSize: '6rem', accentColor: 'var(--tm-accent)' },
		}),
	];
}
