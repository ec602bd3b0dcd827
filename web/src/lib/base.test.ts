import { afterEach, describe, expect, it, vi } from 'vitest';

/** The module as it is in a build whose files lie there. */
async function below(path: string) {
	vi.resetModules();
	vi.stubEnv('PROD', path !== '');
	const module = await import('./base');
	return module;
}

afterEach(() => vi.unstubAllEnvs());

describe('addresses', () => {
	it('stay as they are on a host of its own', async () => {
		const { at, atHtml, named, herePath } = await below('');
		expect(at('/graphql')).toBe('/graphql');
		expect(atHtml('<a href="/app">x</a>')).toBe('<a href="/app">x</a>');
		expect(named('tamatar.drafts')).toBe('tamatar.drafts');
		expect(herePath()).toBe(window.location.pathname);
	});

	it('begin with the folder above the built file', async () => {
		const { at, atHtml, base, named } = await below('/built');
		expect(base).not.toBe('');
		expect(at('/graphql')).toBe(`${base}/graphql`);
		expect(at('https://example.org/')).toBe('https://example.org/');
		expect(at('//example.org/')).toBe('//example.org/');
		expect(atHtml('<img src="/files/1"><a href="//x/">/app</a>')).toBe(
			`<img src="${base}/files/1"><a href="//x/">/app</a>`,
		);
		expect(named('tamatar.drafts')).toBe(`tamatar.drafts${base}`);
	});
});
