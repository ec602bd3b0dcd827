import { FakeGitHub } from '../harness/github.ts';
import { findings } from '../harness/look.ts';
import { begin, createUser } from '../harness/people.ts';
import { row } from '../harness/settings.ts';
import { expect, test } from '../harness/test.ts';

test('an administrator adds GitHub; people sign up and in with it, and link it', async ({ page, instance, another }) => {
  const github = await FakeGitHub.start();
  try {
    createUser(instance, 'ada', 'admin');
    await begin(page, 'ada');
    await page.goto('/app/admin/providers');
    await page.getByRole('button', { name: 'Add a provider' }).click();
    const form = page.getByRole('dialog', { name: 'New provider' });
    await form.getByLabel('Kind').selectOption({ label: 'GitHub' });
    await expect(form.getByLabel('Name on the button')).toHaveValue('GitHub');
    await expect(form.getByLabel('Short name in addresses')).toHaveValue('github');
    await expect(form.getByLabel('Scopes')).toHaveCount(0);
    expect(await findings(page)).toEqual([]);
    await form.getByLabel('Address of your GitHub').fill(github.address);
    await form.getByLabel('Client id').fill(FakeGitHub.clientId);
    await form.getByLabel('It is in the local network').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('GitHub gives every app a client secret; it is needed.')).toBeVisible();
    await form.getByLabel('Client secret').fill(github.clientSecret);
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByLabel('Redirect address')).toContainText('/sign-in/with/github/callback');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Test GitHub' }).click();
    await expect(page.getByText('It answers as it should.')).toBeVisible();
    expect(await findings(page)).toEqual([]);

    const octavia = await another();
    await octavia.goto('/sign-in');
    const button = octavia.getByRole('link', { name: 'Continue with GitHub' });
    await button.click();
    await octavia.waitForURL(`${github.address}/**`);
    expect(await findings(octavia)).toEqual([]);
    await github.signIn(octavia);
    await expect(octavia.getByText('The provider did not let you in, or you cancelled.')).toBeVisible();
    expect(await findings(octavia)).toEqual([]);
    await button.click();
    await github.signIn(octavia, 'octavia');
    await expect(octavia.getByRole('heading', { name: 'One more step' })).toBeVisible();
    await expect(octavia.getByLabel('Email')).toHaveValue('octavia@dev.example');
    await expect(octavia.getByLabel('Handle')).toHaveValue('octavia');
    expect(await findings(octavia)).toEqual([]);
    await octavia.getByRole('button', { name: 'Create the account' }).click();
    await octavia.waitForURL('**/app/welcome');
    await octavia.goto('/sign-out');
    await octavia.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await button.click();
    await github.signIn(octavia, 'octavia');
    await octavia.waitForURL(`${instance.url}/app/**`);

    await page.goto('/app/settings/sign-in');
    await page.getByRole('button', { name: 'Link GitHub' }).click();
    await github.signIn(page, 'octavia');
    await expect(page.getByText('This sign-in is linked with another account already.')).toBeVisible();
    await page.goto('/app/settings/sign-in');
    await page.getByRole('button', { name: 'Link GitHub' }).click();
    await github.signIn(page, 'mona');
    await page.waitForURL('**/app/settings/sign-in');
    await expect(row(page, 'Providers', 'mona@mail.example')).toContainText('linked');
    expect(await findings(page)).toEqual([]);
  } finally {
    github.stop();
  }
});
