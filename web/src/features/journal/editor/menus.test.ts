import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorSelection, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { expect, it } from 'vitest';
import commonMark from '../../../../../internal/platform/markdown/testdata/spec/commonmark.json';
import { markdownExtension } from './language';
import { lineSeparatorOf } from './line-ends';
import { livePreview } from './live-preview';
import { emojiCompletion, insertBlock, linkCompletion, slashCompletion } from './menus';

function at(doc: string): CompletionContext {
	const state = EditorState.create({ doc, extensions: [markdownExtension()] });
	ensureSyntaxTree(state, doc.length, 5000);
	return new CompletionContext(state, doc.length, false);
}

const labels = (result: CompletionResult | null) => result?.options.map((one) => one.label) ?? [];

it('keeps every example of CommonMark byte for byte, looked at live and raw', () => {
	expect(commonMark).toHaveLength(652);
	for (const { example, markdown } of commonMark) {
		for (const text of [markdown, markdown.replaceAll('\n', '\r\n'), `${markdown}\r`]) {
			const view = new EditorView({
				doc: text,
				extensions: [
					EditorState.lineSeparator.of(lineSeparatorOf(text)),
					markdownExtension(),
					livePreview(),
				],
			});
			ensureSyntaxTree(view.state, view.state.doc.length, 5000);
			view.dispatch({ selection: EditorSelection.cursor(view.state.doc.length) });
			expect(view.state.sliceDoc(), `example ${example}`).toBe(text);
			view.destroy();
		}
	}
}, 180_000);

it('changes nothing but what is typed, in every example', () => {
	for (const { example, markdown } of commonMark) {
		const state = EditorState.create({ doc: markdown, extensions: [markdownExtension()] });
		const place = Math.min(state.doc.length, example % 7);
		const { state: after } = state.update({ changes: { from: place, insert: 'x' } });
		expect(after.sliceDoc()).toBe(`${markdown.slice(0, place)}x${markdown.slice(place)}`);
	}
});

it('opens the menu of blocks at a slash where a word may begin, and nowhere else', () => {
	const items = [
		{ label: 'Tabelle', words: 'table', run: () => {} },
		{ label: 'Zitat', words: 'quote', run: () => {} },
	];
	const menu = slashCompletion(() => items);
	expect(labels(menu(at('/')))).toEqual(['/Tabelle', '/Zitat']);
	expect(labels(menu(at('and /tab')))).toEqual(['/Tabelle']);
	expect(labels(menu(at('a/b')))).toEqual([]);
	expect(labels(menu(at('```\n/')))).toEqual([]);
	expect(labels(menu(at('/nothing')))).toEqual([]);
});

it('completes links to entries', async () => {
	const asked: string[] = [];
	const find = async (search: string) => {
		asked.push(search);
		return [{ title: 'Release plan', day: '2026-11-20' }];
	};
	expect(labels(await linkCompletion(() => find)(at('see [[rel')))).toEqual(['[[Release plan]]']);
	expect(await linkCompletion(() => find)(at('see [rel'))).toBeNull();
	expect(await linkCompletion(() => find)(at('`[[rel'))).not.toBeUndefined();
	expect(asked[0]).toBe('rel');
});

it('completes emoji by name', async () => {
	expect(labels(await emojiCompletion(at('well :rock')))).toContain(':rocket:');
	expect(await emojiCompletion(at('at 12:30'))).toBeNull();
	expect(await emojiCompletion(at('std::vec'))).toBeNull();
});

it('puts a block on lines of its own', () => {
	const view = new EditorView({ doc: 'text', selection: { anchor: 4 } });
	insertBlock('$$\n‸\n$$')(view);
	expect(view.state.sliceDoc()).toBe('text\n\n$$\n\n$$');
	expect(view.state.selection.main.head).toBe(9);
	view.destroy();
});
