import { findings } from '../harness/look.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('make a webhook, write through it as a program does, see it used, and switch it off', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await begin(page, 'ada');
  await page.goto('/app/settings/capture');
  await expect(page.getByRole('region', { name: 'By mail' }).getByText('This instance takes no mail')).toBeVisible();
  await expect(page.getByRole('region', { name: 'From any page' }).getByText('Log this page')).toBeVisible();
  const hooks = page.getByRole('region', { name: 'Webhooks' });
  await expect(hooks.getByText('No webhook yet')).toBeVisible();

  await hooks.getByLabel('Name').fill('build server');
  await hooks.getByLabel('Kind').selectOption('DONE');
  await hooks.getByLabel('Tags').fill('ci, #ops');
  await hooks.getByRole('button', { name: 'Make the webhook' }).click();
  const address = await hooks.getByRole('group', { name: 'Address of the webhook' }).locator('code').innerText();
  await expect(hooks.getByRole('group', { name: 'A hook for git' })).toContainText('git rev-parse HEAD');
  expect(await findings(page)).toEqual([]);

  const send = () => fetch(address, { method: 'POST', body: 'Deployed the new cache', headers: { 'Content-Type': 'text/plain', 'Idempotency-Key': 'build-7' } });
  expect((await send()).status).toBe(201);
  expect((await send()).status).toBe(201);
  await page.goto('/app/journal');
  await expect(page.getByRole('article', { name: 'Deployed the new cache' })).toHaveCount(1);

  await page.goto('/app/settings/capture');
  await expect(hooks.getByRole('listitem').filter({ hasText: 'build server' })).toContainText('used 2 times');
  await page.goto('/app/settings/outlets');
  await expect(page.getByText('Webhook “build server”: may write entries')).toBeVisible();
  await page.goto('/app/settings/capture');
  await hooks.getByRole('button', { name: 'Switch off the webhook “build server”' }).click();
  await expect(hooks.getByText('No webhook yet')).toBeVisible();
  expect((await send()).status).toBe(404);
});
