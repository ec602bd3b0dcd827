import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

/** The notice about a token that the test made on the command line. */
function tokenNotice(page: Page) {
  return page.getByRole('listitem').filter({ hasText: 'New access token' });
}

/** Hands a push to the service worker as a push service would, and gives what it shows. */
async function push(page: Page, data: string): Promise<{ title: string; body: string; tag: string }[]> {
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const mine = registrations.find((r) => !r.isDeleted);
      if (mine) resolve(mine.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  const registrationId = await registered;
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
    });
  // The browser drops a push for a worker that is only just starting; a copy of a notice takes the place of the first.
  await expect(async () => {
    await cdp.send('ServiceWorker.deliverPushMessage', { origin: new URL(page.url()).origin, registrationId, data });
    await expect.poll(async () => (await shown()).length, { timeout: 3_000 }).toBeGreaterThan(0);
  }).toPass({ timeout: 60_000 });
  return await shown();
}

test('the inbox tells of a new token, and is kept tidy by keys alone', async ({ page, instance }) => {
  createUser(instance, 'ada');
  Api.as(instance, 'ada');
  await begin(page, 'ada');

  await test.step('the bell says how much is unread and leads there', async () => {
    await expect(page.getByRole('link', { name: 'Notifications, 1 unread' })).toBeVisible();
    await page.getByRole('link', { name: 'Notifications, 1 unread' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible();
    await expect(tokenNotice(page)).toHaveCount(1);
  });

  await test.step('j, m, e, undo, #', async () => {
    await page.keyboard.press('j');
    await expect(tokenNotice(page)).toBeFocused();
    await page.keyboard.press('m');
    await expect(page.getByRole('link', { name: 'Notifications', exact: true }).first()).toBeVisible();
    await page.keyboard.press('m');
    await expect(page.getByRole('link', { name: 'Notifications, 1 unread' })).toBeVisible();
    await page.keyboard.press('x');
    await expect(page.getByText('1 selected')).toBeVisible();
    await page.keyboard.press('e');
    await expect(tokenNotice(page)).toHaveCount(0);
    await expect(page.getByText('Nothing new')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(tokenNotice(page)).toHaveCount(1);
    await page.getByRole('button', { name: /^Archive: New access token/ }).click();
    await page.getByRole('link', { name: 'Archive' }).click();
    await expect(tokenNotice(page)).toHaveCount(1);
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await expect(page).toHaveURL(/\/app\/settings\/tokens$/);
  });
});

test('choices of channels and times are kept, on a phone too', async ({ page, context, instance }) => {
  createUser(instance, 'ada');
  await page.setViewportSize({ width: 390, height: 844 });
  await context.grantPermissions(['notifications']);
  await begin(page, 'ada');
  await page.goto('/app/settings/notifications');

  await test.step('a cell of the matrix is saved when it is changed', async () => {
    const account = page.getByRole('group', { name: 'Account' });
    await account.getByLabel('Mail').selectOption({ label: 'In the daily digest' });
    await expect(page.getByText('Saved.')).toBeVisible();
    await expect(page.getByRole('group', { name: 'Security' })).toContainText('Always');
    await page.reload();
    await expect(account.getByLabel('Mail')).toHaveValue('DAILY');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'nothing sticks out at 390 px').toBeLessThanOrEqual(0);
  });

  await test.step('quiet hours and the reminder, in the zone that is shown', async () => {
    const times = page.getByRole('form', { name: 'Times' });
    await expect(times).toContainText('All times are in your zone');
    await times.getByLabel('Quiet hours').check();
    await times.getByLabel('Quiet from').fill('21:30');
    await times.getByLabel('Remind me to log my day').check();
    await times.getByLabel('Remind me at').fill('17:45');
    await times.getByRole('button', { name: 'Save the times' }).click();
    await expect(page.getByText('Saved.').first()).toBeVisible();
    await page.reload();
    await expect(times.getByLabel('Quiet from')).toHaveValue('21:30');
    await expect(times.getByLabel('Remind me at')).toHaveValue('17:45');
  });

  await test.step('push: the page says where it stands, and the worker shows what is pushed', async () => {
    await expect(page.getByText('Push is off in this browser.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Turn on in this browser' })).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    const notice = { tag: 'n1', title: '<b>New sign-in</b>', body: 'From a test', path: '/app/notifications' };
    expect(await push(page, JSON.stringify(notice))).toEqual([{ title: notice.title, body: notice.body, tag: 'n1' }]);
    expect(await push(page, JSON.stringify(notice)), 'a copy takes the place of the first').toHaveLength(1);
  });

  await test.step('a test arrives in the inbox', async () => {
    await page.getByRole('button', { name: 'Send a test' }).click();
    await expect(page.getByText('Sent. It is in your inbox as well.')).toBeVisible();
    await page.goto('/app/notifications');
    await expect(page.getByRole('listitem').filter({ hasText: 'It works' })).toBeVisible();
  });
});
