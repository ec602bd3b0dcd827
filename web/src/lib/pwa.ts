import { at, base, named } from './base';
import { scriptUrl } from './trusted';

/**
 * Starts the service worker. `onUpdate` is called when a newer version waits; the function
 * it gets switches to it and reloads, and is only called when the person agrees.
 */
export function startServiceWorker(onUpdate: (apply: () => void) => void): void {
	if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
	navigator.serviceWorker
		.register(scriptUrl(at('/sw.js')), { scope: at('/app'), updateViaCache: 'none' })
		.then((registration) => {
			const offer = () => {
				if (registration.waiting && navigator.serviceWorker.controller) {
					onUpdate(() => activate(registration));
				}
			};
			offer();
			registration.addEventListener('updatefound', () => {
				registration.installing?.addEventListener('statechange', offer);
			});
			void keepLoadedFiles();
			setInterval(() => void registration.update().catch(() => {}), 60 * 60_000);
		})
		.catch(() => {
			// Without a service worker the app works as before, only not offline.
		});
}

/** Hands over the files that came before the service worker was there, so that it keeps them too. */
async function keepLoadedFiles(): Promise<void> {
	const { active } = await navigator.serviceWorker.ready;
	const files = performance
		.getEntriesByType('resource')
		.map((entry) => new URL(entry.name).pathname)
		.filter((path) => /^\/(assets|fonts)\//.test(path.slice(base.length)));
	active?.postMessage({ keep: files });
}

/** How long the newer version may take to begin, in milliseconds: the old one ends what it has in hand first. */
const patience = 3000;

function activate({ waiting }: ServiceWorkerRegistration): void {
	const reload = () => window.location.reload();
	// Another tab may have switched already.
	if (!waiting) {
		reload();
		return;
	}
	navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
	setTimeout(reload, patience);
	waiting.postMessage('skip-waiting');
}

/** Forgets what the service worker kept. Called on signing out. */
export async function wipeCaches(): Promise<void> {
	if (typeof caches === 'undefined') return;
	for (const name of await caches.keys()) {
		if (name.startsWith(named('tamatar-data'))) await caches.delete(name);
	}
}
