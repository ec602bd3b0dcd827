/** A text behind another, as a paragraph of its own. */
export function appended(body: string, text: string): string {
	return body.trim() === '' ? text : `${body.trimEnd()}\n\n${text}`;
}

/** A reference at the end of a text: another item where a list of references ends it, else a new list. */
export function cited(body: string, reference: string): string {
	const last = body.trimEnd().split('\n').at(-1) ?? '';
	const item = `- ${reference}\n`;
	return /^- \[.*\]\(\/app\/journal\?day=[\d-]+#\w+-[0-9a-f]+\)$/.test(last)
		? `${body.trimEnd()}\n${item}`
		: appended(body, item);
}
