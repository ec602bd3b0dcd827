import classes from './ChartTip.module.css';

/** A label above a mark of a chart, in pixels of the frame around the chart. */
export interface Tip {
	x: number;
	y: number;
	/** Width of the frame; the label stays inside. */
	width: number;
	text: string;
}

/** Half of the widest label, in pixels. */
const half = 110;

/** The place above `target` in the frame (an ancestor with data-chart-frame). */
export function tipFor(target: Element, text: string): Tip | undefined {
	const frame = target.closest('[data-chart-frame]');
	if (!frame) return undefined;
	const box = target.getBoundingClientRect();
	const outer = frame.getBoundingClientRect();
	return {
		x: box.left + box.width / 2 - outer.left,
		y: box.top - outer.top,
		width: outer.width,
		text,
	};
}

/**
 * Shows the label for people who point or tab. Screen readers hear the same words as the
 * name of the mark, so it is hidden from them.
 */
export function ChartTip({ tip }: { tip: Tip | undefined }) {
	if (!tip) return null;
	const x = Math.min(Math.max(tip.x, half), Math.max(half, tip.width - half));
	return (
		<div className={classes.tip} aria-hidden="true" style={{ left: x, top: tip.y - 8 }}>
			{tip.text}
		</div>
	);
}
