import { describe, expect, it } from 'vitest';
import { direction, intlLocale, nearestLocale } from './i18n';

describe('languages', () => {
	it('finds the nearest language', () => {
		expect(nearestLocale('de-AT')).toBe('de');
		expect(nearestLocale('', 'nl-NL', 'ar-EG', 'en')).toBe('ar');
		expect(nearestLocale('pt-BR')).toBe('pt');
		expect(nearestLocale('nl')).toBe('en');
	});

	it('knows the direction of writing', () => {
		expect(direction('ar')).toBe('rtl');
		expect(direction('de')).toBe('ltr');
	});

	it('takes the variety of the language that the browser prefers', () => {
		expect(intlLocale('en', ['de-DE', 'en-GB'])).toBe('en-GB');
		expect(intlLocale('de', ['en-GB'])).toBe('de');
		expect(intlLocale('pseudo', ['en-US'])).toBe('en-US');
	});
});
