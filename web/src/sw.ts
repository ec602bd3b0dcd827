/// <reference lib="webworker" />
/// <reference types="vite/client" />

/**
 * The service worker keeps the shell: index.html and the hashed files that were used. Pages
 * come from the network first, since the server puts a fresh nonce into each of them; only
 * without a network does the kept shell answer. It never keeps data of the person.
 */
declare const self: ServiceWorkerGlobalScope & {
	__WB_MANIFEST: { url: string; revision: string | null }[];
};

const version = self.__WB_MANIFEST.map((entry) => entry.revision ?? entry.url).join('.');
/** The path below which this instance lives: that of this script. */
const base = self.location.pathname.replace(/\/[^/]*$/, '');
const shellPrefix = `tamatar-shell${base}-`;
const shellCache = shellPrefix + version;
const assetCache = `tamatar-assets${base}`;
const shellUrl = `${base}/app`;

function inApp(pathname: string): boolean {
	return pathname === shellUrl || pathname.startsWith(`${shellUrl}/`);
}

self.addEventListener('install', (event) => {
	event.waitUntil(keepShell());
});

self.addEventListener('activate', (event) => {
	event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
	if (event.data === 'skip-waiting') void self.skipWaiting();
	if (Array.isArray(event.data?.keep)) event.waitUntil(keepFiles(event.data.keep));
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== self.location.origin) return;
	if (request.mode === 'navigate') {
		if (inApp(url.pathname)) event.respondWith(pageOrShell(request));
		return;
	}
	if (!url.pathname.startsWith(`${base}/`)) return;
	if (/^\/(assets|fonts|icons)\//.test(url.pathname.slice(base.length)))
		event.respondWith(keptAsset(request));
});

self.addEventListener('push', (event) => {
	event.waitUntil(showNotice(event.data));
});

self.addEventListener('notificationclick', (event) => {
	event.notification.close();
	event.waitUntil(openPath(event.notification.data?.path));
});

interface Pushed {
	tag?: string;
	title?: string;
	body?: string;
	path?: string;
	lang?: string;
}

/** Shows what was pushed; a copy of the same notice takes the place of the first. Texts are plain. */
async function showNotice(data: PushMessageData | null): Promise<void> {
	let pushed: Pushed = {};
	try {
		pushed = data?.json() ?? {};
	} catch {
		// A message that cannot be read still has to show something, or the browser shows its own.
	}
	await self.registration.showNotification(pushed.title || 'Tamatar', {
		body: pushed.body ?? '',
		tag: pushed.tag ?? 'tamatar',
		lang: pushed.lang ?? '',
		icon: `${base}/icons/icon-192.png`,
		badge: `${base}/icons/icon-192.png`,
		data: { path: pushed.path },
	});
}

/** Opens a page of the app, in a tab that is there or in a new one; never anything outside of the app. */
async function openPath(path: unknown): Promise<void> {
	const wanted = typeof path === 'string' && path.startsWith('/') ? base + path : shellUrl;
	const url = new URL(wanted, self.location.origin);
	const ours = url.origin === self.location.origin && inApp(url.pathname);
	const target = ours ? url.href : shellUrl;
	const tabs = await self.clients.matchAll({ type: 'window' });
	const tab = tabs.find((client) => inApp(new URL(client.url).pathname));
	if (!tab) {
		await self.clients.openWindow(target);
		return;
	}
	await tab.focus();
	await tab.navigate(target).catch(() => self.clients.openWindow(target));
}

/** Keeps the shell and the files that it names. A signed-out answer is not a shell. */
async function keepShell(): Promise<void> {
	const response = await fetch(shellUrl, { credentials: 'same-origin', redirect: 'manual' });
	if (!response.ok) return;
	const html = await response.clone().text();
	await (await caches.open(shellCache)).put(shellUrl, response);
	await keepFiles(
		[...html.matchAll(/(?:src|href)="([^"]*\/assets\/[^"]+)"/g)].map((m) => m[1] ?? ''),
	);
}

async function keepFiles(files: string[]): Promise<void> {
	const assets = await caches.open(assetCache);
	await Promise.all(
		files.map(async (file) => {
			if (!(await assets.match(file))) await assets.add(file).catch(() => {});
		}),
	);
}

async function dropOldShells(): Promise<void> {
	for (const name of await caches.keys()) {
		if (name.startsWith(shellPrefix) && name !== shellCache) await caches.delete(name);
	}
}

async function pageOrShell(request: Request): Promise<Response> {
	try {
		const response = await fetch(request);
		if (response.ok) {
			const copy = response.clone();
			void caches.open(shellCache).then((cache) => cache.put(shellUrl, copy));
		}
		return response;
	} catch (error) {
		const kept = await (await caches.open(shellCache)).match(shellUrl);
		if (kept) return kept;
		throw error;
	}
}

async function keptAsset(request: Request): Promise<Response> {
	const cache = await caches.open(assetCache);
	const kept = await cache.match(request);
	if (kept) return kept;
	const response = await fetch(request);
	if (response.ok) void cache.put(request, response.clone());
	return response;
}
