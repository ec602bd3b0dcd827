import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';

const callouts = {
	note: msg`Good to know`,
	tip: msg`Tip`,
	important: msg`Important`,
	warning: msg`Warning`,
	caution: msg`Caution`,
};

/** Gives callouts without a title of the writer's the name of their kind, in the reader's language. */
export function nameCallouts(frame: HTMLElement): void {
	for (const title of frame.querySelectorAll('.callout-plain')) {
		const kind = /callout-(\w+)/.exec(title.parentElement?.className ?? '')?.[1];
		const name = callouts[kind as keyof typeof callouts];
		if (name) title.textContent = i18n._(name);
	}
}

/** Draws the diagrams of a text; what is needed for it is fetched when the first comes into being. Gives a way to call it off. */
export function drawDiagrams(frame: HTMLElement): () => void {
	const blocks = [...frame.querySelectorAll<HTMLElement>('pre:has(> code.language-mermaid)')];
	if (blocks.length === 0) return () => {};
	const ends: (() => void)[] = [];
	let over = false;
	void import('./diagram/draw-diagrams').then(
		({ drawDiagram }) => {
			if (!over) for (const block of blocks) ends.push(drawDiagram(block));
		},
		() => {},
	);
	return () => {
		over = true;
		for (const end of ends) end();
	};
}

/** Draws the formulas of a text; what is needed for it is fetched when the first comes into being. */
export async function drawFormulas(frame: HTMLElement): Promise<void> {
	const places = frame.querySelectorAll<HTMLElement>('code.math, pre.math');
	if (places.length === 0) return;
	const { drawMath } = await import('./draw-math');
	for (const place of places) {
		if (!place.isConnected || place.dataset.drawn) continue;
		// A formula that cannot be drawn stays to be read as it was typed.
		if (drawMath(place, place.textContent ?? '', place.tagName === 'PRE'))
			place.dataset.drawn = 'true';
	}
}
