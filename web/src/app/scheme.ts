import type { Theme } from '@/gql/graphql';
import { named } from '@/lib/base';

/** The colour scheme as Mantine names it. */
export type Scheme = 'auto' | 'light' | 'dark';

/** Where Mantine keeps the scheme of this browser. */
export const schemeKey = named('tamatar.scheme');

const schemes: Record<Theme, Scheme> = { SYSTEM: 'auto', LIGHT: 'light', DARK: 'dark' };
const themes: Record<Scheme, Theme> = { auto: 'SYSTEM', light: 'LIGHT', dark: 'DARK' };

/** The profile's theme as a colour scheme. */
export function schemeOf(theme: Theme): Scheme {
	return schemes[theme];
}

/** The colour scheme as the profile's theme. */
export function themeOf(scheme: Scheme): Theme {
	return themes[scheme];
}

/** Sets the saved scheme on the document before anything is painted. */
export function applySchemeEarly(): void {
	const html = document.documentElement;
	try {
		const saved = localStorage.getItem(schemeKey);
		if (saved === 'light' || saved === 'dark') html.dataset.mantineColorScheme = saved;
		if (localStorage.getItem(`${named('tamatar.')}contrast`) === 'more')
			html.dataset.contrast = 'more';
	} catch {
		// Storage is forbidden: the system decides.
	}
}
