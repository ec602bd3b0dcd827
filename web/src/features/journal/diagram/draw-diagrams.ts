import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { at } from '@/lib/base';
import classes from './Diagram.module.css';

/** The longest text that is drawn, in characters; the frame keeps to the same. */
const longest = 10_000;

/** How long a diagram may take, in milliseconds, from the moment on when its frame is asked for. */
const patience = 40_000;

/** The tallest frame, in pixels; what is taller scrolls inside of it. */
const tallest = 1_600;

const words = {
	diagram: msg`Diagram`,
	source: msg`Source of the diagram`,
	failed: msg`This diagram cannot be drawn. Its source stands here.`,
};

/**
 * Draws a diagram in a frame of its own once it comes into view: an origin that belongs to nobody, without network and
 * storage. Until then, and where it fails, its source stands there as text. Gives a way to call it off.
 */
export function drawDiagram(block: HTMLElement): () => void {
	const source = block.textContent ?? '';
	if (source.length > longest) {
		tellFailed(block);
		return () => {};
	}
	let over = () => {};
	const seen = new IntersectionObserver(
		(entries) => {
			if (!entries.some((entry) => entry.isIntersecting)) return;
			seen.disconnect();
			over = begin(block, source);
		},
		{ rootMargin: '300px' },
	);
	seen.observe(block);
	return () => {
		seen.disconnect();
		over();
	};
}

function begin(block: HTMLElement, source: string): () => void {
	const frame = document.createElement('iframe');
	frame.setAttribute('sandbox', 'allow-scripts');
	frame.src = at('/diagram/frame.html');
	frame.title = `${i18n._(words.diagram)}: ${source.trim().replace(/\s+/g, ' ').slice(0, 400)}`;
	frame.className = classes.frame ?? '';
	const figure = document.createElement('figure');
	figure.className = classes.figure ?? '';
	block.before(figure);
	figure.append(frame);

	const ask = () => {
		const dark = document.documentElement.dataset.mantineColorScheme === 'dark';
		// The frame has no origin that could be named; it is ours all the same, and gets nothing but the text.
		frame.contentWindow?.postMessage({ source, dark }, '*');
	};
	const scheme = new MutationObserver(ask);
	const stop = () => {
		clearTimeout(timer);
		removeEventListener('message', hear);
		scheme.disconnect();
	};
	const fail = () => {
		stop();
		if (block.parentElement === null) return;
		if (figure.contains(block)) figure.before(block);
		figure.remove();
		tellFailed(block);
	};
	const timer = setTimeout(fail, patience);
	const hear = ({ source: from, data }: MessageEvent) => {
		if (from !== frame.contentWindow || typeof data !== 'object' || data === null) return;
		if (data.ready === true) ask();
		else if (data.drawn !== true) fail();
		else if (Number.isFinite(data.height)) {
			clearTimeout(timer);
			frame.style.blockSize = `${Math.min(Math.max(data.height, 16), tallest)}px`;
			if (!figure.contains(block)) putBehind(figure, block);
		}
	};
	addEventListener('message', hear);
	const attributeFilter = ['data-mantine-color-scheme'];
	scheme.observe(document.documentElement, { attributes: true, attributeFilter });
	return stop;
}

/** Keeps the source below the picture, to be opened. */
function putBehind(figure: HTMLElement, block: HTMLElement): void {
	const details = document.createElement('details');
	const summary = document.createElement('summary');
	summary.textContent = i18n._(words.source);
	details.append(summary, block);
	figure.append(details);
	figure.dataset.drawn = 'true';
}

function tellFailed(block: HTMLElement): void {
	const note = document.createElement('p');
	note.className = classes.note ?? '';
	note.textContent = i18n._(words.failed);
	block.before(note);
}
