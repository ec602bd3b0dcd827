import { readFile } from 'node:fs/promises';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

/**
 * Mantine fills its style elements through innerHTML, which Trusted Types forbid without a
 * policy. A style element may as well have its text as a child or as textContent.
 * The build fails when Mantine's source no longer looks as expected.
 */
function trustedStyles(): Plugin {
	const targets =
		/@mantine\/core\/esm\/.*\/(InlineStyles|MantineCssVariables|MantineClasses|use-mantine-color-scheme)\.mjs$/;
	return {
		name: 'tamatar:trusted-styles',
		apply: 'build',
		transform(code, id) {
			const name = targets.exec(id.split('?')[0] ?? '');
			if (!name) return null;
			const next = code
				.replace(/dangerouslySetInnerHTML: \{ __html: (.*) \}\s*\n/g, 'children: $1\n')
				.replace('style.innerHTML =', 'style.textContent =');
			if (next === code || /__html|innerHTML/.test(next)) {
				this.error(`${name[1]} of Mantine changed: its style element would break Trusted Types`);
			}
			return { code: next, map: null };
		},
	};
}

/** The toolbar that moves the clock of the instance, while developing alone. */
function devToolbar(): Plugin {
	return {
		name: 'tamatar:dev-toolbar',
		apply: 'serve',
		transformIndexHtml: () => [
			{ tag: 'script', attrs: { src: '/dev/clock.js', defer: true }, injectTo: 'body' },
		],
	};
}

/**
 * The library that draws diagrams goes beside the page of their frame as it is: nothing of the app may import it, and only
 * the frame, with an origin of its own, runs it.
 */
function diagrams(): Plugin {
	return {
		name: 'tamatar:diagrams',
		apply: 'build',
		async generateBundle() {
			const file = new URL('./node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js', import.meta.url);
			this.emitFile({
				type: 'asset',
				fileName: 'diagram/mermaid.js',
				source: await readFile(file, 'utf8'),
			});
		},
	};
}

/**
 * What the box for a quick line is made of. Other pages share its parts, so each would become a file of its own: twenty
 * small files that one after the other keep the first picture of the day waiting.
 */
const quickCapture =
	/\/src\/(features\/journal\/(editor\/types|templates\/(late|take-out)|QuickCapture|KindBadge|Pickers|content|entry-cache|minutes|use(EditEntry|KeepWaiting|KeptDraft|SavedAs|SaveState|TellKept|Today|WriteEntry))|features\/insights\/arrangement|ui\/Card|lib\/id)\b/;

const server = 'http://localhost:8080';

export default defineConfig({
	// Files name each other relative to themselves: the server puts the path of the base URL into index.html.
	base: './',
	plugins: [
		trustedStyles(),
		diagrams(),
		react({ babel: { plugins: ['@lingui/babel-plugin-lingui-macro'] } }),
		lingui(),
		VitePWA({
			strategies: 'injectManifest',
			srcDir: 'src',
			filename: 'sw.ts',
			injectRegister: false,
			useCredentials: true,
			manifest: {
				name: 'Tamatar',
				short_name: 'Tamatar',
				description: 'Log your day, see your year.',
				start_url: './app',
				scope: './app',
				display: 'standalone',
				background_color: '#faf7f2',
				theme_color: '#faf7f2',
				categories: ['productivity', 'developer'],
				icons: [
					{ src: './icons/icon-192.png', sizes: '192x192', type: 'image/png' },
					{ src: './icons/icon-512.png', sizes: '512x512', type: 'image/png' },
					{
						src: './icons/maskable-512.png',
						sizes: '512x512',
						type: 'image/png',
						purpose: 'maskable',
					},
				],
				share_target: {
					action: './app/journal/new',
					method: 'GET',
					params: { title: 'title', text: 'text', url: 'url' },
				},
				shortcuts: [
					{ name: 'Write an entry', url: './app/journal/new' },
					{ name: 'Timeline', url: './app/journal' },
				],
			},
			injectManifest: {
				globPatterns: ['index.html'],
				injectionPoint: 'self.__WB_MANIFEST',
			},
		}),
		devToolbar(),
	],
	resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
	html: { cspNonce: '__CSP_NONCE__' },
	build: {
		target: ['chrome123', 'firefox125', 'safari17.5'],
		cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
		manifest: 'build-manifest.json',
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		reportCompressedSize: false,
		chunkSizeWarningLimit: 900,
		rolldownOptions: {
			output: {
				codeSplitting: {
					groups: [{ name: 'capture', test: quickCapture, includeDependenciesRecursively: false }],
				},
			},
		},
	},
	server: {
		port: 5173,
		proxy: {
			// Everything that the server itself answers, with what its pages load.
			'^/(graphql|api|files|dev|site|diagram|explorer|feeds|u|s|sign-in|sign-up|sign-out|verify|reset|invite|claim|email-change|email-undo|approve-wait|unsubscribe|preferences|mailbox)(/|\\?|$)':
				server,
			'/realtime': { target: server, ws: true, headers: { origin: server } },
		},
	},
	test: {
		environment: 'happy-dom',
		setupFiles: ['src/test/setup.ts'],
		css: false,
		restoreMocks: true,
		testTimeout: 20_000,
	},
});
