import { findings } from '../harness/look.ts';
import { begin, createUser } from '../harness/people.ts';
import { LoginProvider } from '../harness/provider.ts';
import { row } from '../harness/settings.ts';
import { expect, test } from '../harness/test.ts';

test('people sign up, sign in and link with a provider, and passwords are switched off', async ({ page, instance, another }) => {
  const provider = await LoginProvider.start(`${instance.url}/sign-in/with/corp/callback`);
  createUser(instance, 'ada', 'admin');
  await begin(page, 'ada');

  await page.goto('/app/admin/providers');
  await page.getByRole('button', { name: 'Add a provider' }).click();
  const form = page.getByRole('dialog', { name: 'New provider' });
  await form.getByLabel('Name on the button').fill('Corp login');
  await form.getByLabel('Short name in addresses').fill('corp');
  await form.getByLabel('Issuer').fill(provider.issuer);
  await form.getByLabel('Client id').fill(LoginProvider.clientId);
  await form.getByLabel('Client secret').fill(LoginProvider.clientSecret);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('The issuer must begin with https://')).toBeVisible();
  await form.getByLabel('It is in the local network').check();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByLabel('Redirect address')).toContainText('/sign-in/with/corp/callback');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Test Corp login' }).click();
  await expect(page.getByText('It answers as it should.')).toBeVisible();

  const bea = await another();
  await bea.goto('/sign-in');
  await bea.getByRole('link', { name: 'Continue with Corp login' }).click();
  await provider.signIn(bea, 'bea');
  await expect(bea.getByRole('heading', { name: 'One more step' })).toBeVisible();
  await expect(bea.getByLabel('Email')).toHaveValue('bea@corp.example');
  await expect(bea.getByLabel('Handle')).toHaveValue('bea');
  expect(await findings(bea)).toEqual([]);
  await bea.getByRole('button', { name: 'Create the account' }).click();
  await bea.waitForURL('**/app/welcome');
  await bea.goto('/app/settings/sign-in');
  await expect(row(bea, 'Providers', 'bea@corp.example')).toContainText('linked');
  await bea.getByRole('button', { name: 'Remove the link with Corp login' }).click();
  await expect(bea.getByText('This is the last way into your account.')).toBeVisible();
  await bea.goto('/sign-out');
  await bea.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await bea.getByRole('link', { name: 'Continue with Corp login' }).click();
  await bea.waitForURL('**/app/**');

  await page.goto('/app/settings/sign-in');
  await page.getByRole('button', { name: 'Link Corp login' }).click();
  await provider.signIn(page, 'ada');
  await page.waitForURL('**/app/settings/sign-in');
  await expect(row(page, 'Providers', 'ada@corp.example')).toBeVisible();

  await page.goto('/app/admin/providers');
  await page.getByRole('button', { name: 'Allow providers alone' }).click();
  await expect(page.getByRole('button', { name: 'Allow passwords again' })).toBeVisible();
  const cleo = await another();
  await cleo.goto('/sign-in');
  await expect(cleo.getByRole('link', { name: 'Continue with Corp login' })).toBeVisible();
  await expect(cleo.locator('input[type=password]')).toHaveCount(0);
  const refused = await cleo.request.post('/graphql', {
    headers: { 'X-Tamatar': '1' },
    data: { query: 'mutation{signIn(input:{login:"ada",password:"x",client:"x"}){errors{code}}}' },
  });
  expect(await refused.text()).toContain('identity.provider_only');

  instance.run(['providers', 'passwords', 'on']);
  await page.goto('/app/settings/sign-in');
  await page.getByRole('button', { name: 'Remove the link with Corp login' }).click();
  await expect(page.getByRole('button', { name: 'Link Corp login' })).toBeVisible();
  await provider.stop();
});
