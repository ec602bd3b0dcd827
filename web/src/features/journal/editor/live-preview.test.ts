import { ensureSyntaxTree } from '@codemirror/language';
import { EditorSelection, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { describe, expect, it } from 'vitest';
import { toggleBlock, toggleInline } from './commands';
import { markdownExtension } from './language';
import { lineSeparatorOf } from './line-ends';
import { livePreview, previewDecorations, toggleTaskAt } from './live-preview';

function stateOf(doc: string, cursor = 0): EditorState {
	const state = EditorState.create({
		doc,
		selection: EditorSelection.cursor(cursor),
		extensions: [EditorState.lineSeparator.of(lineSeparatorOf(doc)), markdownExtension()],
	});
	ensureSyntaxTree(state, state.doc.length, 5000);
	// What was parsed beyond the first slice of time shows from the next transaction on.
	return state.update({}).state;
}

/** The text as it is seen: what is hidden left out, boxes as ☐ and ☑, bullets as •. */
function seen(doc: string, cursor?: number): string {
	const state = stateOf(doc, cursor ?? 0);
	const all = [{ from: 0, to: state.doc.length }];
	const set = previewDecorations(state, all, cursor !== undefined);
	let out = '';
	let at = 0;
	set.between(0, state.doc.length, (from, to, value) => {
		const spec = value.spec as { widget?: { done?: boolean; text?: string }; class?: string };
		if (from === to || spec.class) return;
		if (from < at) return;
		out += state.sliceDoc(at, from);
		if (spec.widget) {
			const { done, text } = spec.widget;
			out += done === undefined ? (text ?? '') : done ? '☑' : '☐';
		}
		at = to;
	});
	return out + state.sliceDoc(at);
}

function classesAt(doc: string, text: string): string[] {
	const state = stateOf(doc);
	const from = doc.indexOf(text);
	const found: string[] = [];
	previewDecorations(state, [{ from: 0, to: doc.length }], false).between(
		from,
		from + text.length,
		(start, end, value) => {
			const name = (value.spec as { class?: string }).class;
			if (name && (start === end || start <= from) && (start === end || end > from))
				found.push(name);
		},
	);
	return found;
}

describe('live preview', () => {
	it.each([
		['# Title', 'Title'],
		['a **bold** and *soft* ~~gone~~ `code`', 'a bold and soft gone code'],
		['see [the docs](https://go.dev "t")', 'see the docs'],
		['- one\n- two', '• one\n• two'],
		['- [ ] open\n- [x] done', '☐ open\n☑ done'],
		['> quoted\n> more', 'quoted\nmore'],
		['```go\nx := 1\n```', 'go\nx := 1\n'],
		['1. first', '1. first'],
		['<https://example.org>', 'https://example.org'],
		['[](https://example.org)', '[](https://example.org)'],
		['a * b ** c', 'a * b ** c'],
		['no `# heading` in code', 'no # heading in code'],
	])('shows %j as %j', (doc, text) => {
		expect(seen(doc)).toBe(text);
	});

	it('shows the signs on the line with the cursor, and only there', () => {
		const doc = '# Title\n\nsome **bold** text\n\n- [ ] task';
		expect(seen(doc, doc.indexOf('bold'))).toBe('Title\n\nsome **bold** text\n\n☐ task');
		expect(seen(doc, 0)).toBe('# Title\n\nsome bold text\n\n☐ task');
	});

	it('marks tags outside of code, links and headings', () => {
		expect(classesAt('about #go/generics today', '#go/generics')).toEqual(['tm-tag']);
		expect(classesAt('issue #123', '#123')).toEqual([]);
		expect(classesAt('`#go`', '#go')).toEqual(['tm-code']);
		expect(classesAt('# about #go', '#go')).not.toContain('tm-tag');
		expect(classesAt('عن #عمل اليوم', '#عمل')).toEqual(['tm-tag']);
	});
});

const awkward = [
	'',
	'plain',
	'# T\r\n\r\n- [ ] a\r\n- b\r\n',
	'mixed\r\nends\nand\rreturns\n',
	'trailing blanks  \n\ttab\n\n\n',
	'***\n__a__ *b*\n+ x\n* y\n1) z\n',
	'nul \u0000 bom \ufeff zero\u200bwidth',
	'👩‍🚀 é́ 漢字 #日本語\n> مرحبا **بك**',
	'[a]: https://x\n[a][a] ![i](j) <b>html</b> &amp; \\*',
	`| a | b |\n|---|:-:|\n| 1 | 2 |\n\n\`\`\`\`go\n\`\`\`\nx\n\`\`\`\`\n`,
];

describe('the text', () => {
	it.each(awkward)('stays byte for byte in the editor: %j', (doc) => {
		const state = EditorState.create({
			doc,
			extensions: [
				EditorState.lineSeparator.of(lineSeparatorOf(doc)),
				markdownExtension(),
				livePreview(),
			],
		});
		expect(state.sliceDoc()).toBe(doc);
	});

	it.each(awkward)('changes only where it is typed: %j', (doc) => {
		const view = new EditorView({ state: stateOf(doc) });
		view.dispatch({ changes: { from: view.state.doc.length, insert: 'x' } });
		expect(view.state.sliceDoc()).toBe(`${doc}x`);
		view.destroy();
	});

	it('changes one character when a task is ticked', () => {
		const doc = '- [ ] one\r\n- [x] two\r\n';
		const view = new EditorView({ state: stateOf(doc) });
		expect(toggleTaskAt(view, 2)).toBe(true);
		expect(view.state.sliceDoc()).toBe('- [x] one\r\n- [x] two\r\n');
		toggleTaskAt(view, view.state.doc.line(2).from);
		expect(view.state.sliceDoc()).toBe('- [x] one\r\n- [ ] two\r\n');
		expect(toggleTaskAt(view, view.state.doc.length)).toBe(false);
		view.destroy();
	});
});

function edited(doc: string, from: number, to: number, command: ReturnType<typeof toggleInline>) {
	const view = new EditorView({ state: stateOf(doc) });
	view.dispatch({ selection: EditorSelection.range(from, to) });
	command(view);
	const text = view.state.sliceDoc();
	const { main } = view.state.selection;
	const selected = view.state.sliceDoc(main.from, main.to);
	command(view);
	const back = view.state.sliceDoc();
	view.destroy();
	return { text, selected, back };
}

describe('the toolbar', () => {
	it('makes bold and takes it away again', () => {
		expect(edited('a bold word', 2, 6, toggleInline('**'))).toEqual({
			text: 'a **bold** word',
			selected: 'bold',
			back: 'a bold word',
		});
	});

	it('takes the word under the cursor', () => {
		expect(edited('a bold word', 4, 4, toggleInline('*')).text).toBe('a *bold* word');
	});

	it('tells italics inside bold apart', () => {
		expect(edited('**bold**', 2, 6, toggleInline('*')).text).toBe('***bold***');
	});

	it('makes lists of lines and lines of lists', () => {
		expect(edited('one\n\ntwo', 0, 8, toggleBlock('bullet'))).toMatchObject({
			text: '- one\n\n- two',
			back: 'one\n\ntwo',
		});
		expect(edited('- one\n- two', 0, 11, toggleBlock('task'))).toMatchObject({
			text: '- [ ] one\n- [ ] two',
			back: 'one\ntwo',
		});
		expect(edited('one\ntwo', 0, 7, toggleBlock('ordered')).text).toBe('1. one\n2. two');
		expect(edited('one\ntwo', 0, 7, toggleBlock('quote'))).toMatchObject({
			text: '> one\n> two',
			back: 'one\ntwo',
		});
	});
});
