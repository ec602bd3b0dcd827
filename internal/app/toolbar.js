// The toolbar of development: shows the time of the instance and moves it. It is served with --dev-toolbar alone.
(() => {
	const here = new URL(document.currentScript.src);
	const door = here.pathname.replace(/\.js$/, '');
	const host = document.createElement('tamatar-clock');
	const root = host.attachShadow({ mode: 'open' });
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`
		:host { position: fixed; inset-block-end: 4px; inset-inline-start: 4px; z-index: 99999; font: 12px/1.6 ui-monospace, monospace; }
		div { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; padding: 2px 6px; border-radius: 6px; background: #14120f; color: #faf7f2; opacity: .9; }
		button { font: inherit; color: inherit; background: #3a352e; border: 0; border-radius: 4px; padding: 0 6px; cursor: pointer; }
	`);
	root.adoptedStyleSheets = [sheet];
	const bar = document.createElement('div');
	bar.setAttribute('role', 'toolbar');
	bar.setAttribute('aria-label', 'Time of the instance');
	const time = document.createElement('time');
	bar.append(time);
	root.append(bar);
	let ahead = 0;
	const draw = () => {
		const now = new Date(Date.now() + ahead).toISOString();
		time.dateTime = now;
		time.textContent = now.slice(0, 19).replace('T', ' ') + ' UTC';
	};
	const take = async (answer) => {
		ahead = new Date((await (await answer).json()).now).getTime() - Date.now();
		draw();
	};
	const move = (query) => take(fetch(door + '?' + query, { method: 'POST', headers: { 'X-Tamatar': '1' } }));
	const steps = [['-1 d', -86400], ['-1 h', -3600], ['+1 h', 3600], ['+1 d', 86400], ['+1 w', 604800]];
	for (const [name, seconds] of steps) {
		const button = document.createElement('button');
		button.textContent = name;
		button.onclick = () => void move('seconds=' + seconds);
		bar.append(button);
	}
	const back = document.createElement('button');
	back.textContent = 'now';
	back.onclick = () => void move('reset=1');
	bar.append(back);
	document.body.append(host);
	setInterval(draw, 1000);
	void take(fetch(door));
})();
