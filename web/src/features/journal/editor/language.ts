import { markdownLanguage } from '@codemirror/lang-markdown';
import {
	HighlightStyle,
	Language,
	LanguageDescription,
	LanguageSupport,
	ParseContext,
	StreamLanguage,
	type StreamParser,
	syntaxHighlighting,
} from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';
import { type MarkdownParser, parseCode } from '@lezer/markdown';

type Mode = StreamParser<unknown>;

function description(name: string, alias: string[], load: () => Promise<unknown>) {
	return LanguageDescription.of({
		name,
		alias,
		load: async () => new LanguageSupport(StreamLanguage.define((await load()) as Mode)),
	});
}

const clike = () => import('@codemirror/legacy-modes/mode/clike');
const script = () => import('@codemirror/legacy-modes/mode/javascript');

/** The languages of fenced code that the editor colours; each is fetched when it is first written. */
const codeLanguages = [
	description('go', ['golang'], async () => (await import('@codemirror/legacy-modes/mode/go')).go),
	description('javascript', ['js', 'jsx', 'mjs'], async () => (await script()).javascript),
	description('typescript', ['ts', 'tsx'], async () => (await script()).typescript),
	description('json', ['jsonc'], async () => (await script()).json),
	description(
		'python',
		['py'],
		async () => (await import('@codemirror/legacy-modes/mode/python')).python,
	),
	description(
		'shell',
		['sh', 'bash', 'zsh', 'console'],
		async () => (await import('@codemirror/legacy-modes/mode/shell')).shell,
	),
	description(
		'rust',
		['rs'],
		async () => (await import('@codemirror/legacy-modes/mode/rust')).rust,
	),
	description('c', ['h'], async () => (await clike()).c),
	description('cpp', ['c++', 'cc', 'hpp'], async () => (await clike()).cpp),
	description('csharp', ['c#', 'cs'], async () => (await clike()).csharp),
	description('java', [], async () => (await clike()).java),
	description('kotlin', ['kt'], async () => (await clike()).kotlin),
	description(
		'ruby',
		['rb'],
		async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby,
	),
	description('swift', [], async () => (await import('@codemirror/legacy-modes/mode/swift')).swift),
	description(
		'sql',
		['postgres', 'sqlite', 'postgresql'],
		async () => (await import('@codemirror/legacy-modes/mode/sql')).standardSQL,
	),
	description('css', ['scss'], async () => (await import('@codemirror/legacy-modes/mode/css')).css),
	description(
		'html',
		['xml', 'svg', 'vue'],
		async () => (await import('@codemirror/legacy-modes/mode/xml')).html,
	),
	description(
		'yaml',
		['yml'],
		async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml,
	),
	description('toml', [], async () => (await import('@codemirror/legacy-modes/mode/toml')).toml),
	description(
		'diff',
		['patch'],
		async () => (await import('@codemirror/legacy-modes/mode/diff')).diff,
	),
	description(
		'dockerfile',
		['docker'],
		async () => (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile,
	),
];

function codeParser(info: string) {
	const name = /^[\w+#.-]+/.exec(info)?.[0];
	const found = name && LanguageDescription.matchLanguageName(codeLanguages, name, false);
	if (!found) return null;
	return found.support
		? found.support.language.parser
		: ParseContext.getSkippingParser(found.load());
}

// The language data of lang-markdown, so that its commands for lists and quotes know our text.
const language = new Language(
	markdownLanguage.data,
	(markdownLanguage.parser as MarkdownParser).configure([parseCode({ codeParser })]),
	[],
	'markdown',
);

const style = HighlightStyle.define([
	{ tag: tags.heading, fontWeight: '650' },
	{ tag: tags.emphasis, fontStyle: 'italic' },
	{ tag: tags.strong, fontWeight: '700' },
	{ tag: tags.strikethrough, textDecoration: 'line-through' },
	{ tag: [tags.processingInstruction, tags.contentSeparator], color: 'var(--tm-ink-faint)' },
	{ tag: tags.url, color: 'var(--tm-ink-dim)' },
	{ tag: [tags.keyword, tags.operatorKeyword, tags.tagName], color: 'var(--tm-accent-text)' },
	{
		tag: [tags.string, tags.special(tags.string), tags.inserted],
		color: 'var(--tm-pine-text)',
	},
	{ tag: [tags.number, tags.bool, tags.atom, tags.null], color: 'var(--tm-warn-text)' },
	{ tag: [tags.typeName, tags.className, tags.attributeName], color: 'var(--tm-pine-text)' },
	{ tag: [tags.comment, tags.meta], color: 'var(--tm-ink-dim)', fontStyle: 'italic' },
	{ tag: [tags.deleted, tags.invalid], color: 'var(--tm-error)' },
]);

/** Markdown as the server reads it (GFM), with fenced code coloured by its language. */
export function markdownExtension(): Extension {
	return [new LanguageSupport(language), syntaxHighlighting(style)];
}
