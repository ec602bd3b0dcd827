import { syntaxTree } from '@codemirror/language';
import type { EditorState, Extension, Range } from '@codemirror/state';
import {
	Decoration,
	type DecorationSet,
	EditorView,
	ViewPlugin,
	type ViewUpdate,
	WidgetType,
} from '@codemirror/view';
import type { SyntaxNodeRef } from '@lezer/common';
import { at } from '@/lib/base';

/** A box in place of "[ ]". Turning it changes one character of the text. */
class CheckboxWidget extends WidgetType {
	readonly done: boolean;
	readonly label: string;

	constructor(done: boolean, label: string) {
		super();
		this.done = done;
		this.label = label;
	}

	override eq(other: CheckboxWidget): boolean {
		return other.done === this.done && other.label === this.label;
	}

	override toDOM(): HTMLElement {
		const box = document.createElement('input');
		box.type = 'checkbox';
		box.className = 'tm-task';
		box.checked = this.done;
		box.tabIndex = -1;
		box.setAttribute('aria-label', this.label);
		return box;
	}

	override ignoreEvent(): boolean {
		return false;
	}
}

/** A sign in place of a marker of Markdown. */
class SignWidget extends WidgetType {
	readonly text: string;
	readonly name: string;

	constructor(text: string, name: string) {
		super();
		this.text = text;
		this.name = name;
	}

	override eq(other: SignWidget): boolean {
		return other.text === this.text && other.name === this.name;
	}

	override toDOM(): HTMLElement {
		const sign = document.createElement('span');
		sign.className = this.name;
		sign.textContent = this.text;
		sign.setAttribute('aria-hidden', 'true');
		return sign;
	}
}

/** A picture of this instance behind its text, which stays as it is. */
class PictureWidget extends WidgetType {
	readonly address: string;

	constructor(address: string) {
		super();
		this.address = address;
	}

	override eq(other: PictureWidget): boolean {
		return other.address === this.address;
	}

	override toDOM(view: EditorView): HTMLElement {
		const picture = document.createElement('img');
		picture.className = 'tm-picture';
		// The text beside it has its description.
		picture.alt = '';
		picture.addEventListener('load', () => view.requestMeasure());
		picture.addEventListener('error', () => picture.remove());
		picture.src = at(this.address);
		return picture;
	}
}

const ownPicture = /^\/files\/[0-9a-z]{26}$/;

const hide = Decoration.replace({});
const bullet = Decoration.replace({ widget: new SignWidget('•', 'tm-bullet') });
const rule = Decoration.replace({ widget: new SignWidget('', 'tm-rule') });

const inlineClass: Record<string, string> = {
	Emphasis: 'tm-em',
	StrongEmphasis: 'tm-strong',
	Strikethrough: 'tm-strike',
	InlineCode: 'tm-code',
	Link: 'tm-link',
	Image: 'tm-link',
	Autolink: 'tm-link',
};

const markersOf: Record<string, string[]> = {
	Emphasis: ['EmphasisMark'],
	StrongEmphasis: ['EmphasisMark'],
	Strikethrough: ['StrikethroughMark'],
	InlineCode: ['CodeMark'],
	Link: ['LinkMark', 'URL', 'LinkTitle'],
	Image: ['LinkMark', 'URL', 'LinkTitle'],
	Autolink: ['LinkMark'],
};

const headingLevel = /^(?:ATX|Setext)Heading(\d)$/;
const hashtag =
	/(?<![\p{L}\p{N}_#/&])#(?=[^\s#]*\p{L})[\p{L}\p{M}\p{N}_+./#-]*[\p{L}\p{M}\p{N}_+#]/gu;

interface Build {
	state: EditorState;
	ranges: Range<Decoration>[];
	/** True for a span that touches a line with a cursor or selection: its markers show. */
	active: (from: number, to: number) => boolean;
}

/**
 * Decorations that show Markdown as what it means between `from` and `to`. The text itself stays as it
 * is. With `focused` false no line counts as being written, so no marker shows.
 */
export function previewDecorations(
	state: EditorState,
	spans: readonly { from: number; to: number }[],
	focused: boolean,
): DecorationSet {
	const lines = focused
		? state.selection.ranges.map((r) => ({
				from: state.doc.lineAt(r.from).from,
				to: state.doc.lineAt(r.to).to,
			}))
		: [];
	const build: Build = {
		state,
		ranges: [],
		active: (from, to) => lines.some((line) => line.from <= to && line.to >= from),
	};
	for (const { from, to } of spans) {
		syntaxTree(state).iterate({ from, to, enter: (node) => decorate(build, node) });
		decorateTags(build, from, to);
	}
	return Decoration.set(
		build.ranges.filter((range) => !hidesBreak(state, range)),
		true,
	);
}

/** True for what would replace a line break, which a plugin of the editor must not: it would stop the editor. */
function hidesBreak(state: EditorState, { from, to, value }: Range<Decoration>): boolean {
	return value.point && from < to && state.doc.lineAt(from).to < to;
}

function decorate(build: Build, node: SyntaxNodeRef): boolean | undefined {
	const heading = headingLevel.exec(node.name)?.[1];
	if (heading) {
		decorateHeading(build, node, heading);
		return;
	}
	if (inlineClass[node.name]) {
		decorateInline(build, node);
		return;
	}
	switch (node.name) {
		case 'URL':
			if (node.node.parent?.name === 'Paragraph') {
				build.ranges.push(Decoration.mark({ class: 'tm-link' }).range(node.from, node.to));
			}
			return;
		case 'ListMark':
			decorateListMark(build, node);
			return;
		case 'TaskMarker':
			decorateTask(build, node);
			return;
		case 'Blockquote':
			eachLine(build.state, node.from, node.to, (from) =>
				build.ranges.push(Decoration.line({ class: 'tm-quote' }).range(from)),
			);
			return;
		case 'QuoteMark':
			hideMarker(build, node.from, node.to, true);
			return;
		case 'FencedCode':
			decorateCode(build, node);
			return;
		case 'Table':
			eachLine(build.state, node.from, node.to, (from) =>
				build.ranges.push(Decoration.line({ class: 'tm-table' }).range(from)),
			);
			return;
		case 'HorizontalRule':
			if (!build.active(node.from, node.to)) build.ranges.push(rule.range(node.from, node.to));
			return;
		default:
			return;
	}
}

function decorateHeading(build: Build, node: SyntaxNodeRef, level: string): void {
	eachLine(build.state, node.from, node.to, (from) =>
		build.ranges.push(Decoration.line({ class: `tm-h tm-h${level}` }).range(from)),
	);
	if (node.name.startsWith('Setext')) return;
	for (const mark of node.node.getChildren('HeaderMark')) {
		// The marks at the end of "# Title #" have their blank before them.
		if (mark.from === node.from) hideMarker(build, mark.from, mark.to, true);
		else if (!build.active(mark.from, mark.to)) build.ranges.push(hide.range(mark.from, mark.to));
	}
}

function decorateInline(build: Build, node: SyntaxNodeRef): void {
	const name = inlineClass[node.name];
	if (!name || node.from === node.to) return;
	build.ranges.push(Decoration.mark({ class: name }).range(node.from, node.to));
	if (node.name === 'Image') decoratePicture(build, node);
	if (build.active(node.from, node.to)) return;
	const children = (markersOf[node.name] ?? []).flatMap((type) => node.node.getChildren(type));
	if (node.name === 'Link' || node.name === 'Image') {
		const marks = node.node.getChildren('LinkMark');
		const [open, close] = marks;
		// A link without words, or one by reference, would vanish: it keeps its address.
		if (!open || !close || close.from <= open.to || !node.node.getChild('URL')) return;
		// Neither can half of one be hidden: an address may go on in the next line.
		if (build.state.doc.lineAt(close.from).to < node.to) return;
		build.ranges.push(hide.range(open.from, open.to));
		if (close.from < node.to) build.ranges.push(hide.range(close.from, node.to));
		return;
	}
	for (const child of children) build.ranges.push(hide.range(child.from, child.to));
}

function decoratePicture(build: Build, node: SyntaxNodeRef): void {
	const url = node.node.getChild('URL');
	const address = url ? build.state.sliceDoc(url.from, url.to) : '';
	if (!ownPicture.test(address)) return;
	const widget = new PictureWidget(address);
	build.ranges.push(Decoration.widget({ widget, side: 1 }).range(node.to));
}

function decorateListMark(build: Build, node: SyntaxNodeRef): void {
	const mark = build.state.sliceDoc(node.from, node.to);
	const task = node.node.nextSibling?.name === 'Task';
	if (build.active(node.from, node.to) || !/^[-*+]$/.test(mark)) {
		build.ranges.push(Decoration.mark({ class: 'tm-mark' }).range(node.from, node.to));
	} else if (task) {
		hideMarker(build, node.from, node.to, true);
	} else {
		build.ranges.push(bullet.range(node.from, node.to));
	}
}

function decorateTask(build: Build, node: SyntaxNodeRef): void {
	const line = build.state.doc.lineAt(node.from);
	const done = /x/i.test(build.state.sliceDoc(node.from, node.to));
	if (done) {
		build.ranges.push(Decoration.line({ class: 'tm-task-done' }).range(line.from));
	}
	if (build.active(line.from, line.to)) return;
	const label = build.state.sliceDoc(node.to, line.to).trim().slice(0, 200);
	const widget = new CheckboxWidget(done, label);
	build.ranges.push(Decoration.replace({ widget }).range(node.from, node.to));
}

function decorateCode(build: Build, node: SyntaxNodeRef): void {
	const { state } = build;
	const first = state.doc.lineAt(node.from).number;
	const last = state.doc.lineAt(node.to).number;
	eachLine(state, node.from, node.to, (from, number) => {
		const edge = number === first ? ' tm-pre-first' : number === last ? ' tm-pre-last' : '';
		build.ranges.push(
			Decoration.line({ class: `tm-pre${edge}`, attributes: { dir: 'ltr' } }).range(from),
		);
	});
	if (build.active(node.from, node.to)) return;
	for (const mark of node.node.getChildren('CodeMark')) {
		build.ranges.push(hide.range(mark.from, mark.to));
	}
}

/** Hides a marker on a line that is not being written, with the blank behind it. */
function hideMarker(build: Build, from: number, to: number, blank: boolean): void {
	if (build.active(from, to)) return;
	const next = build.state.sliceDoc(to, to + 1);
	build.ranges.push(hide.range(from, blank && (next === ' ' || next === '\t') ? to + 1 : to));
}

function eachLine(
	state: EditorState,
	from: number,
	to: number,
	fn: (from: number, number: number) => void,
): void {
	const last = state.doc.lineAt(to).number;
	for (let number = state.doc.lineAt(from).number; number <= last; number++) {
		fn(state.doc.line(number).from, number);
	}
}

const notInTags = /Code|Link|URL|Autolink|Heading|HTML|Image/;

function decorateTags(build: Build, from: number, to: number): void {
	const text = build.state.sliceDoc(from, to);
	for (const match of text.matchAll(hashtag)) {
		const start = from + match.index;
		let node: SyntaxNodeRef['node'] | null = syntaxTree(build.state).resolveInner(start, 1);
		while (node && !notInTags.test(node.name)) node = node.parent;
		if (node) continue;
		build.ranges.push(Decoration.mark({ class: 'tm-tag' }).range(start, start + match[0].length));
	}
}

/** Turns the task whose box or marker stands at `pos`; false when there is none. */
export function toggleTaskAt(view: EditorView, pos: number): boolean {
	const line = view.state.doc.lineAt(pos);
	let at = -1;
	syntaxTree(view.state).iterate({
		from: line.from,
		to: line.to,
		enter: (node) => {
			if (node.name === 'TaskMarker') at = node.from;
		},
	});
	if (at < 0) return false;
	const done = /x/i.test(view.state.sliceDoc(at, at + 3));
	view.dispatch({
		changes: { from: at + 1, to: at + 2, insert: done ? ' ' : 'x' },
		userEvent: 'input.task',
	});
	return true;
}

class LivePreview {
	decorations: DecorationSet;

	constructor(view: EditorView) {
		this.decorations = previewDecorations(view.state, view.visibleRanges, view.hasFocus);
	}

	update(update: ViewUpdate): void {
		if (
			update.docChanged ||
			update.selectionSet ||
			update.viewportChanged ||
			update.focusChanged ||
			syntaxTree(update.state) !== syntaxTree(update.startState)
		) {
			const { state, view } = update;
			this.decorations = previewDecorations(state, view.visibleRanges, view.hasFocus);
		}
	}
}

/** Shows Markdown in place as what it means; the markers appear on the line that is written. */
export function livePreview(): Extension {
	return [
		ViewPlugin.fromClass(LivePreview, { decorations: (plugin) => plugin.decorations }),
		EditorView.domEventHandlers({
			mousedown(event, view) {
				const target = event.target;
				if (!(target instanceof HTMLElement) || !target.classList.contains('tm-task')) return false;
				event.preventDefault();
				return toggleTaskAt(view, view.posAtDOM(target));
			},
		}),
	];
}
