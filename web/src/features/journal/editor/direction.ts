import { type Extension, RangeSetBuilder } from '@codemirror/state';
import {
	Decoration,
	type DecorationSet,
	EditorView,
	ViewPlugin,
	type ViewUpdate,
} from '@codemirror/view';

const auto = Decoration.line({ attributes: { dir: 'auto' } });

function lines(view: EditorView): DecorationSet {
	const builder = new RangeSetBuilder<Decoration>();
	for (const { from, to } of view.visibleRanges) {
		for (let pos = from; pos <= to; ) {
			const line = view.state.doc.lineAt(pos);
			builder.add(line.from, line.from, auto);
			pos = line.to + 1;
		}
	}
	return builder.finish();
}

/** Each line runs in the direction of its own first letter. */
export function lineDirection(): Extension {
	return [
		EditorView.perLineTextDirection.of(true),
		ViewPlugin.define(
			(view) => ({
				lines: lines(view),
				update(update: ViewUpdate) {
					if (update.docChanged || update.viewportChanged) this.lines = lines(update.view);
				},
			}),
			{ decorations: (plugin) => plugin.lines },
		),
	];
}
