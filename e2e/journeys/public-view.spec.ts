import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../harness/api.ts';
import { findings, settled } from '../harness/look.ts';
import { begin, createUser } from '../harness/people.ts';
import { row } from '../harness/settings.ts';
import { expect, test } from '../harness/test.ts';

test('what strangers see is chosen on the profile, and looked at as they see it', async ({ page, instance, another }) => {
  createUser(instance, 'ada');
  await begin(page, 'ada');
  const api = Api.as(instance, 'ada');
  await api.write('# A day in the open\n\nSomething for everybody.', { audience: 'PUBLIC' });

  await page.goto('/app/settings');
  await page.getByRole('checkbox', { name: 'Streak' }).check();
  await page.getByRole('checkbox', { name: 'Times of day' }).uncheck();
  await page.getByLabel('Days to look back').fill('30');
  await page.getByRole('button', { name: 'Save what is shown' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'View as public' })).toHaveAttribute('href', '/u/ada');

  const stranger = await another();
  await stranger.goto('/u/ada');
  await expect(stranger.getByText('Days in a row: 1')).toBeVisible();
  expect(await findings(stranger)).toEqual([]);

  await page.goto('/app/settings/activity');
  await expect(page.getByText('chose what the public page shows')).toBeVisible();
});

const folder = mkdtempSync(join(tmpdir(), 'tamatar-oidc-'));
const file = join(folder, 'oidc.json');
writeFileSync(file, JSON.stringify({ providers: [{ slug: 'corp', name: 'Corp login', issuer: 'https://login.example.org', client_id: 'tamatar' }] }), { mode: 0o600 });

test.describe('with a file of providers', () => {
  test.use({ settings: { TAMATAR_OIDC_FILE: file } });
  test('a provider of the configuration is shown and not changed', async ({ page, instance }) => {
    createUser(instance, 'ada', 'admin');
    await begin(page, 'ada');
    await page.goto('/app/admin/providers');
    await settled(page);
    const corp = row(page, 'Providers', 'Corp login');
    await expect(corp).toContainText('from the configuration');
    await expect(corp.getByRole('button', { name: 'Test Corp login' })).toBeVisible();
    await expect(corp.getByRole('button', { name: 'Change Corp login' })).toHaveCount(0);
    expect(await findings(page)).toEqual([]);
  });
});
