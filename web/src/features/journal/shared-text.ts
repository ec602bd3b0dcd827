/** What another app or a bookmark handed over to be written about. */
export interface Shared {
	title?: string;
	text?: string;
	url?: string;
}

/** The longest text that is taken. */
const longest = 20_000;

function escaped(text: string): string {
	return text.replace(/[\\[\]`*_<>&]/g, '\\$&');
}

/** The text with which an entry about it begins; empty when nothing was handed over. A lone title is a heading. */
export function sharedText({ title = '', text = '', url = '' }: Shared): string {
	const name = title.replace(/\s+/g, ' ').trim().slice(0, 300);
	const words = text.trim().slice(0, longest);
	const address = /^https?:\/\/[^\s<>]{1,2000}$/.test(url.trim()) ? url.trim() : '';
	if (!words && !address) return name ? `# ${name}\n\n` : '';
	const link =
		name && address ? `[${escaped(name)}](<${address}>)` : address ? `<${address}>` : name;
	const quote = address && words ? words.replace(/^/gm, '> ') : words;
	return `${[link, quote].filter(Boolean).join('\n\n')}\n\n`;
}
