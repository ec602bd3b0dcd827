import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { createUser, enter, password } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

const sum = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Types the password where the page asks for it; right after sign-in it does not. */
async function confirmIfAsked(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  if (await dialog.isVisible({ timeout: 500 }).catch(() => false)) {
    await dialog.getByLabel('Password').fill(password);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
  }
}

/** Makes an archive on the page and gives the file that the browser saved. */
async function takeAlong(page: Page): Promise<string> {
  await page.goto('/app/settings/data');
  await page.getByRole('button', { name: 'Make an archive' }).click();
  await confirmIfAsked(page);
  const row = page.getByRole('listitem').filter({ hasText: 'Archive of' }).first();
  await expect(row.getByRole('button', { name: 'Download' })).toBeVisible();
  const saved = page.waitForEvent('download');
  await row.getByRole('button', { name: 'Download' }).click();
  await confirmIfAsked(page);
  return await (await saved).path();
}

test('everything is taken along, brought to another account, and taken along again, byte for byte', async ({ page, instance, browser }) => {
  createUser(instance, 'ada');
  createUser(instance, 'bea');
  const api = await Api.as(instance, 'ada');
  await api.write('The first day\n\n- [ ] with a task #começo', { minutes: 25, mood: 4 });
  await api.write('A day in another kind', { kind: 'LEARNED' });
  await enter(page, 'ada');
  const archive = await takeAlong(page);
  const first = sum(archive);

  const other = await (await browser.newContext()).newPage();
  await enter(other, 'bea');
  await other.goto('/app/settings/data');
  await other.getByLabel('Archive to bring').setInputFiles({ name: 'tamatar.zip', mimeType: 'application/zip', buffer: readFileSync(archive) });
  await expect(other.getByText('2 · entries')).toBeVisible();
  await expect(other.getByText(/things get new ids/)).toBeAttached();
  await other.getByRole('button', { name: /^Bring \d+ things$/ }).click();
  await expect(other.getByText('The archive has been brought.')).toBeVisible();
  await other.getByRole('button', { name: 'Done' }).click();
  await other.goto('/app/journal');
  await expect(other.getByText('A day in another kind')).toBeVisible();
  await other.context().close();

  expect(sum(await takeAlong(page))).toBe(first);
});

test('leaving takes the handle, says when, and can be taken back on any page', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.goto('/app/settings/data');
  await page.getByLabel('Type your handle to delete the account').fill('ada');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await confirmIfAsked(page);
  await expect(page.getByText(/This account will be deleted on/)).toBeVisible();
  await page.goto('/app/journal');
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await expect(page.getByText(/This account will be deleted on/)).toBeHidden();
});

test('what leaves the account is on one page, each with its switch', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = await Api.as(instance, 'ada');
  await api.write('For everybody', { audience: 'PUBLIC' });
  await enter(page, 'ada');
  await page.goto('/app/settings/outlets');
  await expect(page.getByRole('heading', { name: 'What leaves your account', level: 1 })).toBeVisible();
  await expect(page.getByText('Public entries: everybody')).toBeVisible();
  const token = page.getByRole('listitem').filter({ hasText: 'Token' }).first();
  await token.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('No program has a way in')).toBeVisible();
});
