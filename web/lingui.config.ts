import { defineConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';

/** One catalogue per room, so that rooms can be worked on side by side. */
const rooms = [
	'insights',
	'files',
	'journal',
	'import',
	'onboarding',
	'search',
	'reviews',
	'tags',
	'templates',
	'settings',
	'sharing',
	'capture',
	'admin',
	'portability',
	'notify',
];

export default defineConfig({
	sourceLocale: 'en',
	locales: ['en', 'de', 'es', 'fr', 'pt', 'ar', 'hi', 'ja', 'zh', 'pseudo'],
	pseudoLocale: 'pseudo',
	fallbackLocales: { default: 'en' },
	orderBy: 'message',
	format: formatter({ lineNumbers: false }),
	catalogs: [
		{
			path: 'src/locales/{locale}/app',
			include: ['src/app', 'src/ui', 'src/lib'],
			exclude: ['**/*.test.*'],
		},
		...rooms.map((room) => ({
			path: `src/locales/{locale}/${room}`,
			// The journal's parts of sharing, evidence and templates come late, with the texts of the pages about them.
			include: [
				room === 'templates' ? 'src/features/journal/templates' : `src/features/${room}`,
				...(room === 'sharing'
					? ['src/features/journal/sharing', 'src/features/journal/evidence']
					: []),
			],
			exclude: [
				'**/*.test.*',
				...(room === 'journal'
					? [
							'src/features/journal/sharing/**',
							'src/features/journal/evidence/**',
							'src/features/journal/templates/**',
						]
					: []),
			],
		})),
	],
});
