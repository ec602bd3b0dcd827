import katex from 'katex';

/** Draws a formula as MathML, which browsers lay out and read aloud themselves; false when it is none. */
export function drawMath(place: HTMLElement, formula: string, block: boolean): boolean {
	const drawn = document.createElement(block ? 'div' : 'span');
	try {
		katex.render(formula, drawn, {
			output: 'mathml',
			displayMode: block,
			throwOnError: true,
			strict: 'ignore',
			trust: false,
			maxExpand: 300,
			maxSize: 20,
		});
	} catch {
		return false;
	}
	place.replaceChildren(drawn);
	return true;
}
