import { createUser, fillSignIn } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test.use({ settings: { TAMATAR_BASE_URL: 'http://localhost:{port}/tamatar' } });

test('an instance below a path: sign in, pages, service worker, the shell without a network', async ({
	page,
	context,
	instance,
}) => {
	createUser(instance, 'ada');
	const below = instance.address;
	const outside: string[] = [];
	page.on('request', (request) => {
		const url = new URL(request.url());
		if (url.protocol.startsWith('http') && !url.href.startsWith(`${below}/`))
			outside.push(url.href);
	});
	await page.goto(`${below}/app/journal`);
	await page.waitForURL(`${below}/sign-in?**`);
	await fillSignIn(page, 'ada');
	await page.waitForURL(`${below}/app/journal`);
	const cookies = await context.cookies();
	expect(cookies.filter((c) => c.path !== '/tamatar/')).toEqual([]);
	expect(cookies.map((c) => c.name)).toContain('__Secure-tamatar_session');

	await expect(page.getByRole('heading', { name: 'Journal' })).toBeVisible();
	await page.evaluate(async () => await navigator.serviceWorker.ready);
	const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
	expect(scope).toBe(`${below}/app`);
	const manifest = await page.locator('link[rel=manifest]').getAttribute('href');
	expect(manifest).toBe('/tamatar/manifest.webmanifest');

	// The service worker takes pages over from the next load on, and then answers without a network.
	await page.reload();
	await expect
		.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
		.toBe(true);
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await context.setOffline(true);
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await context.setOffline(false);
	expect(outside).toEqual([]);
});
