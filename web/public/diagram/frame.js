// Draws one diagram for the page around this frame. The frame has an origin of its own, no network and no storage: whatever
// a diagram may contain, it stays in here. Only sizes go out.
(() => {
	const { mermaid } = globalThis;
	let latest = 0;

	const look = (dark) => ({
		startOnLoad: false,
		securityLevel: 'strict',
		suppressErrorRendering: true,
		theme: dark ? 'dark' : 'neutral',
		fontFamily: 'system-ui, sans-serif',
		htmlLabels: false,
		flowchart: { htmlLabels: false },
		maxTextSize: 10_000,
		maxEdges: 300,
		// A text of somebody cannot change these.
		secure: [
			'secure',
			'securityLevel',
			'startOnLoad',
			'suppressErrorRendering',
			'maxTextSize',
			'maxEdges',
			'htmlLabels',
			'fontFamily',
			'themeCSS',
		],
	});

	addEventListener('message', async (event) => {
		const { source, dark } = event.data ?? {};
		if (event.source !== parent || typeof source !== 'string') return;
		const turn = ++latest;
		try {
			mermaid.initialize(look(dark === true));
			const { svg } = await mermaid.render(`diagram-${turn}`, source);
			if (turn !== latest) return;
			const main = document.querySelector('main');
			main.innerHTML = svg;
			const drawn = main.querySelector('svg');
			drawn.setAttribute('role', 'img');
			drawn.setAttribute('aria-label', 'Diagram');
			const { height } = drawn.getBoundingClientRect();
			parent.postMessage({ drawn: true, height: Math.ceil(height) }, '*');
		} catch {
			parent.postMessage({ drawn: false }, '*');
		}
	});
	parent.postMessage({ ready: true }, '*');
})();
