import { i18n } from '@lingui/core';
import { readPref, writePref } from './prefs';

/** The languages that the app speaks, each named in itself. */
export const locales = {
	en: 'English',
	de: 'Deutsch',
	es: 'Español',
	fr: 'Français',
	pt: 'Português',
	ar: 'العربية',
	hi: 'हिन्दी',
	ja: '日本語',
	zh: '简体中文',
} as const;

/** A language of the app; `pseudo` is for tests of the layout. */
export type AppLocale = keyof typeof locales | 'pseudo';

type Catalogue = { messages: Parameters<typeof i18n.load>[1] };

/** What the first page needs: the shell, the dashboard and the journal. */
const early: Record<AppLocale, () => Promise<Catalogue>> = {
	en: () => import('../locales/en'),
	de: () => import('../locales/de'),
	es: () => import('../locales/es'),
	fr: () => import('../locales/fr'),
	pt: () => import('../locales/pt'),
	ar: () => import('../locales/ar'),
	hi: () => import('../locales/hi'),
	ja: () => import('../locales/ja'),
	zh: () => import('../locales/zh'),
	pseudo: () => import('../locales/pseudo'),
};

/** The texts of all other pages. */
const late: Record<AppLocale, () => Promise<Catalogue>> = {
	en: () => import('../locales/en.late'),
	de: () => import('../locales/de.late'),
	es: () => import('../locales/es.late'),
	fr: () => import('../locales/fr.late'),
	pt: () => import('../locales/pt.late'),
	ar: () => import('../locales/ar.late'),
	hi: () => import('../locales/hi.late'),
	ja: () => import('../locales/ja.late'),
	zh: () => import('../locales/zh.late'),
	pseudo: () => import('../locales/pseudo.late'),
};

let lateWanted = false;

const rightToLeft = new Set(['ar', 'he', 'fa', 'ur']);

/** The language of the app that is nearest to a tag such as "de-AT"; English when none is. */
export function nearestLocale(...tags: readonly string[]): AppLocale {
	for (const tag of tags) {
		const language = tag.toLowerCase().split(/[-_]/)[0] ?? '';
		if (language in early) return language as AppLocale;
	}
	return 'en';
}

/** The language to start with, before the viewer is known. */
export function initialLocale(): AppLocale {
	return nearestLocale(readPref('locale', ''), ...navigator.languages);
}

/** "rtl" for languages written from right to left. */
export function direction(locale: string): 'ltr' | 'rtl' {
	return rightToLeft.has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** Loads a language and switches the page to it, with its direction. */
export async function activateLocale(locale: AppLocale): Promise<void> {
	if (i18n.locale !== locale) {
		const parts = await Promise.all([early[locale](), lateWanted ? late[locale]() : undefined]);
		const messages = Object.assign({}, ...parts.map((part) => part?.messages));
		// Numbers within sentences are written like those beside them.
		i18n.loadAndActivate({ locale, locales: intlLocale(locale), messages });
	}
	writePref('locale', locale);
	document.documentElement.lang = locale === 'pseudo' ? 'en-XA' : locale;
	document.documentElement.dir = direction(locale);
}

/** Waits until a first language is active. */
async function firstLanguage(): Promise<void> {
	if (i18n.locale) return;
	await new Promise<void>((resolve) => {
		const stop = i18n.on('change', () => {
			stop();
			resolve();
		});
	});
}

/** Loads the texts of the pages beyond the first; their routes wait for it. */
export async function loadLateTexts(): Promise<void> {
	lateWanted = true;
	await firstLanguage();
	const locale = i18n.locale as AppLocale;
	const { messages } = await late[locale]();
	i18n.load(locale, messages);
}

/**
 * The locale for Intl: the language of the app, in the variety that the browser prefers, so
 * that "en" becomes "en-GB" with its clock and order of dates where that is set.
 */
export function intlLocale(locale: string, preferred = navigator.languages): string {
	const language = locale === 'pseudo' || locale === '' ? 'en' : locale;
	return preferred.find((tag) => tag.startsWith(`${language}-`)) ?? language;
}
