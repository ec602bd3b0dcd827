/** Parses and matches key descriptions such as "mod+k", "?", "g d" or "mod+enter". */

/** True on systems whose command key does what Ctrl does elsewhere. */
export const isApple = /Mac|iPhone|iPad/.test(
	typeof navigator === 'undefined' ? '' : navigator.platform,
);

/** True when the event is this one stroke, such as "mod+k" or "?". */
export function matchesStroke(event: KeyboardEvent, stroke: string): boolean {
	const parts = stroke.split('+');
	const key = parts.pop() ?? '';
	const mod = isApple ? event.metaKey : event.ctrlKey;
	if (parts.includes('mod') !== mod) return false;
	if (parts.includes('alt') !== event.altKey) return false;
	// Shift is part of the character for signs such as "?" or "#".
	if (key.length > 1 || parts.includes('mod')) {
		if (parts.includes('shift') !== event.shiftKey) return false;
	}
	return event.key.toLowerCase() === (key === 'plus' ? '+' : key);
}

/** True when letters typed now belong to a field. */
export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable) return true;
	if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
	return (
		target instanceof HTMLInputElement &&
		!['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file'].includes(target.type)
	);
}

const names: Record<string, string> = {
	enter: '↵',
	escape: 'Esc',
	arrowup: '↑',
	arrowdown: '↓',
	arrowleft: '←',
	arrowright: '→',
	plus: '+',
};

/** The strokes of a shortcut as caps to show: "mod+k" gives [["Ctrl", "K"]]. */
export function keyCaps(keys: string): string[][] {
	return keys.split(' ').map((stroke) =>
		stroke.split('+').map((part) => {
			if (part === 'mod') return isApple ? '⌘' : 'Ctrl';
			if (part === 'shift') return isApple ? '⇧' : 'Shift';
			if (part === 'alt') return isApple ? '⌥' : 'Alt';
			return names[part] ?? (part.length === 1 ? part.toUpperCase() : part);
		}),
	);
}
