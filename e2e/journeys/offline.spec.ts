import type { Page } from '@playwright/test';
import { captureBox, entries, textOf } from '../harness/journal.ts';
import { createUser, enter, signIn } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

const waitingIn = (page: Page) => page.getByRole('region', { name: 'Waiting on this device' });
const editor = (page: Page) => page.getByRole('textbox', { name: 'Entry text' });

test('without a network: read the last days, write, edit, reload, kill the service worker; everything arrives once', async ({ page, instance, context }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await captureBox(page).fill('Written with a network');
  await captureBox(page).press('ControlOrMeta+Enter');
  await expect(page.locator('#today').getByRole('listitem')).toHaveCount(1);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // Pages that were opened once can be opened without a network.
  await page.goto('/app/journal/new');
  await expect(editor(page)).toBeVisible();
  await page.goto('/app/journal');
  await entries(page).filter({ hasText: 'Written with a network' }).getByRole('link', { name: /Edit/ }).click();
  await expect(editor(page)).toBeVisible();
  await page.goto('/app/journal');
  await expect(entries(page)).toHaveCount(1);

  await context.setOffline(true);
  await page.reload();
  await expect(entries(page).filter({ hasText: 'Written with a network' })).toHaveCount(1);
  await page.goto('/app/journal/new');
  await editor(page).pressSequentially('In a tunnel');
  await editor(page).press('ControlOrMeta+Enter');
  await expect(waitingIn(page)).toContainText('In a tunnel');
  await entries(page).filter({ hasText: 'Written with a network' }).getByRole('link', { name: /Edit/ }).click();
  await editor(page).press('ControlOrMeta+End');
  await editor(page).pressSequentially(', and on');
  await editor(page).press('ControlOrMeta+Enter');
  // The form closes once the edit is kept; the message of the entry before may still stand.
  await expect(editor(page)).toHaveCount(0);

  const worker = await context.newCDPSession(page);
  await worker.send('ServiceWorker.enable');
  await worker.send('ServiceWorker.stopAllWorkers');
  await page.goto('/app/journal');
  await expect(waitingIn(page).getByRole('article')).toHaveCount(2);
  await expect(waitingIn(page)).toContainText('Written with a network, and on');

  await context.setOffline(false);
  await expect(waitingIn(page)).toHaveCount(0, { timeout: 60_000 });
  await expect(entries(page).filter({ hasText: 'In a tunnel' })).toHaveCount(1);
  await expect(entries(page).filter({ hasText: 'Written with a network, and on' })).toHaveCount(1);
  await expect(entries(page)).toHaveCount(2);
});

test('two devices change the same line: both texts are shown, and merged', async ({ page, instance, context, another }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await captureBox(page).fill('The line');
  await captureBox(page).press('ControlOrMeta+Enter');
  await expect(page.locator('#today').getByRole('listitem')).toHaveCount(1);
  const open = async (on: typeof page) => {
    await on.goto('/app/journal');
    await entries(on).filter({ hasText: 'The line' }).getByRole('link', { name: /Edit/ }).click();
    await expect.poll(() => textOf(editor(on))).toBe('The line');
    await editor(on).press('ControlOrMeta+End');
  };
  await open(page);
  await context.setOffline(true);
  await editor(page).pressSequentially(' from the train');
  await editor(page).press('ControlOrMeta+Enter');
  await expect(page.getByText(/^Kept on this device\./).first()).toBeVisible();

  const other = await another();
  await signIn(other, 'ada');
  await open(other);
  await editor(other).pressSequentially(' from the desk');
  await editor(other).press('ControlOrMeta+Enter');
  await expect(other.getByText('The line from the desk').first()).toBeVisible();

  await context.setOffline(false);
  await page.goto('/app/journal');
  await expectConflict(page);
  const dialog = page.getByRole('dialog', { name: 'This entry changed elsewhere' });
  await expect(dialog).toContainText('from the train');
  await expect(dialog).toContainText('from the desk');
  await dialog.getByRole('button', { name: 'Merge by hand' }).click();
  await dialog.getByRole('button', { name: 'Save the merged text' }).click();
  await expect(waitingIn(page)).toHaveCount(0, { timeout: 60_000 });
  await expect(entries(page)).toContainText(['from the train']);
  await expect(entries(page)).toContainText(['from the desk']);
});

async function expectConflict(page: Page): Promise<void> {
  const compare = waitingIn(page).getByRole('button', { name: 'Compare the versions' });
  await expect(compare).toBeVisible({ timeout: 60_000 });
  await compare.click();
}
