import { readFileSync } from 'node:fs';
import { addAuthenticator, appCode, noAutofill } from '../harness/factors.ts';
import { letterTo } from '../harness/mailbox.ts';
import { findings, picture, settled, sticksOut } from '../harness/look.ts';
import { createUser, enter, expectDashboard, fillSignIn, forget, password, signIn, signOut } from '../harness/people.ts';
import { row, section } from '../harness/settings.ts';
import { expect, test } from '../harness/test.ts';

test('a passkey is made, signs in without a name, stands in for the password, and is removed', async ({ page, instance }) => {
  const ada = createUser(instance, 'ada');
  await addAuthenticator(page);
  await enter(page, 'ada');
  await section(page, '/settings/security', 'Security');
  await expect(page.getByText('Your password alone')).toBeVisible();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await dialog.getByLabel('Name').fill('Laptop');
  await dialog.getByRole('button', { name: 'Go on' }).click();

  const codes = page.getByRole('dialog', { name: 'Your recovery codes' });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  expect(await findings(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await codes.getByRole('button', { name: 'Download' }).click();
  const kept = readFileSync(await (await download).path(), 'utf8');
  expect(kept).toContain(await codes.getByRole('listitem').first().innerText());
  await picture(page, 'factors', 'codes');
  await codes.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('Your password and a second factor')).toBeVisible();
  await expect(row(page, 'Your passkeys', 'Laptop')).toContainText('never used');
  await letterTo(page, ada.email, /A new way to sign in was added/);

  // The field for the name offers the passkey; this browser takes every offer.
  await page.goto('/app');
  await forget(page);
  await page.goto('/sign-in');
  await expectDashboard(page);

  await noAutofill(page);
  await signOut(page);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expectDashboard(page);

  // After the password the same passkey is the second step.
  await signOut(page);
  await page.goto('/sign-in');
  await fillSignIn(page, 'ada', password);
  await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expectDashboard(page);

  // A quarter of an hour later it confirms a sensitive act.
  await instance.stop();
  await instance.boot({ TAMATAR_TEST_CLOCK: new Date(Date.now() + 15 * 60_000).toISOString() });
  await section(page, '/settings/security', 'Security');
  await row(page, 'Your passkeys', 'Laptop').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Is it you?' }).getByRole('button', { name: 'Confirm with a passkey' }).click();
  await expect(page.getByText('Your password alone')).toBeVisible();
});

test('an authenticator app asks for its code after the password, and a recovery code stands in for it', async ({ page, instance, another, browser }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await section(page, '/settings/security', 'Security');
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await picture(page, 'factors', 'set-up');
  const key = await page.getByRole('group', { name: 'Key for the app' }).locator('code').innerText();
  await page.getByLabel('Code that the app shows').fill('000');
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await expect(page.getByText('This code is not right')).toBeVisible();
  await page.getByLabel('Code that the app shows').fill(appCode(key));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  const sheet = page.getByRole('dialog', { name: 'Your recovery codes' });
  const recovery = await sheet.getByRole('listitem').first().innerText();
  await sheet.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('In force since')).toBeVisible();
  await picture(page, 'factors', 'in-force');

  // Without scripts: a stranger's page never needs them.
  const plain = await (await browser.newContext({ baseURL: instance.url, locale: 'en-GB', javaScriptEnabled: false })).newPage();
  await plain.goto('/sign-in');
  await fillSignIn(plain, 'ada', password);
  await plain.getByLabel('Code of your authenticator app').fill('12');
  await plain.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(plain.getByText('This code is not right')).toBeVisible();
  // The step of the set-up is spent; the next one is taken early.
  await plain.getByLabel('Code of your authenticator app').fill(appCode(key, 1));
  await plain.getByRole('button', { name: 'Sign in', exact: true }).click();
  await plain.waitForURL(/\/app\b/);

  const lost = await another();
  await lost.goto('/sign-in?lang=en');
  await fillSignIn(lost, 'ada', password);
  for (const look of ['light', 'dark', 'phone', 'rtl']) {
    await lost.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
    await lost.setViewportSize(look === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 800 });
    await lost.goto(`/sign-in/second?lang=${look === 'rtl' ? 'ar' : 'en'}`);
    await lost.locator('details.more').evaluate((d: HTMLDetailsElement) => { d.open = true; });
    await settled(lost);
    expect(await findings(lost)).toEqual([]);
    expect(await sticksOut(lost)).toEqual([]);
    await picture(lost, 'factors', `second-${look}`);
  }
  await lost.goto('/sign-in/second?lang=en');
  await lost.getByText('Use a recovery code').click();
  await lost.getByLabel('Recovery code').fill(recovery.toUpperCase());
  await lost.getByRole('button', { name: 'Sign in with the recovery code' }).click();
  await expectDashboard(lost);
  await section(lost, '/settings/security', 'Security');
  await expect(lost.getByText('9 codes are left.')).toBeVisible();

  // The phone is gone for good: the machine's owner takes the factor away, and the password alone signs in.
  instance.run(['user', 'reset-factors', 'ada']);
  const back = await another();
  await signIn(back, 'ada');
  await expectDashboard(back);
});
