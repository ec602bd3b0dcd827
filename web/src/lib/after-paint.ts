/** How long to wait for a paint that may not come, as in a page that went to the background, in milliseconds. */
const patience = 250;

/** Calls back once the browser has painted what stands in the page now, so that the work does not hold the paint up. */
export function afterPaint(act: () => void): void {
	let done = false;
	const once = () => {
		if (done) return;
		done = true;
		clearTimeout(timer);
		act();
	};
	const timer = setTimeout(once, patience);
	requestAnimationFrame(() => setTimeout(once, 0));
}
