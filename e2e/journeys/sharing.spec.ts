import { Api } from '../harness/api.ts';
import { findings } from '../harness/look.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('share by link, by feed and at a time; take back, narrow many at once, and all of it is gone', async ({ page, instance, another }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  const entry = await api.write('# How the cache was fixed\n\nThe key had forgotten the locale. #go', { audience: 'UNLISTED' });
  await api.write('# What everybody may know\n\nSlow is smooth. #go', { audience: 'PUBLIC' });
  await begin(page, 'ada');
  const stranger = await another();
  const sees = async (url: string, text: string) => {
    await stranger.goto(url);
    await expect(stranger.getByRole('heading', { name: text })).toBeVisible();
    expect(await findings(stranger)).toEqual([]);
  };
  const status = async (url: string) => (await stranger.request.get(url)).status();

  await test.step('a link opens its entry to a stranger until it is taken back', async () => {
    await page.goto(`/app/journal/${entry}`);
    const card = page.getByRole('region', { name: 'Sharing' });
    await card.getByRole('button', { name: 'Make a link' }).click();
    const link = await card.getByRole('group', { name: 'Link to this entry' }).locator('code').innerText();
    await sees(link, 'How the cache was fixed');
    await page.goto('/app/settings/sharing');
    const links = page.getByRole('region', { name: 'Links to single entries' });
    await expect(links.getByRole('listitem')).toContainText('last opened');
    await links.getByRole('button', { name: 'Take back the link to “How the cache was fixed”' }).click();
    await expect(links.getByText('No entry is shared by link')).toBeVisible();
    expect(await status(link)).toBe(404);
  });

  let feed = '';
  await test.step('a private feed has what is shared until it is switched off', async () => {
    const feeds = page.getByRole('region', { name: 'Private feeds' });
    await feeds.getByLabel('Name').fill('team chat');
    await feeds.getByRole('button', { name: 'Make the feed' }).click();
    feed = await feeds.getByRole('group', { name: 'JSON Feed' }).locator('code').innerText();
    const read = await stranger.request.get(feed);
    expect(await read.text()).toContain('How the cache was fixed');
    expect((await stranger.request.get(feed, { headers: { 'If-None-Match': read.headers().etag ?? '' } })).status()).toBe(304);
  });

  await test.step('an entry is written to open later; it waits, is moved, and the wait is withdrawn', async () => {
    await page.goto('/app/journal/new');
    await page.getByRole('textbox', { name: 'Entry text' }).fill('A surprise for next week');
    await page.getByRole('checkbox', { name: 'Publish at a time' }).check();
    await page.getByLabel('At', { exact: true }).fill('18:30');
    await page.getByRole('button', { name: 'Save the entry' }).click();
    await expect(page.getByRole('article', { name: 'A surprise for next week' })).toBeVisible();
    await page.goto('/app/settings/sharing');
    const waiting = page.getByRole('region', { name: 'Waiting for its time' });
    await expect(waiting.getByRole('listitem')).toContainText('18:30');
    await waiting.getByRole('button', { name: /^Change when/ }).click();
    await page.getByRole('dialog').getByLabel('At', { exact: true }).fill('19:45');
    await page.getByRole('dialog').getByRole('button', { name: 'Schedule' }).click();
    await expect(waiting.getByRole('listitem')).toContainText('19:45');
    await waiting.getByRole('button', { name: 'Withdraw “A surprise for next week”' }).click();
    await expect(waiting.getByText('Nothing is scheduled')).toBeVisible();
  });

  await test.step('many are narrowed at once by keyboard; Undo opens them again', async () => {
    await sees('/u/ada', 'What everybody may know');
    await sees('/u/ada?tag=go', 'What everybody may know');
    await page.goto('/app/journal');
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    const bar = page.getByRole('region', { name: 'Selected entries' });
    await expect(bar).toBeVisible();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect(bar).toContainText('1 entry selected');
    await page.keyboard.press('a');
    await expect(bar).toContainText('3 entries selected');
    await expect(bar).toContainText('2 are seen by fewer · 1 stays as it is');
    expect(await findings(page)).toEqual([]);
    await bar.getByRole('button', { name: 'Change 2 entries' }).click();
    await expect(bar).toHaveCount(0);
    expect(await status('/u/ada')).toBe(404);
    expect(await (await stranger.request.get(feed)).text()).not.toContain('cache');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('2 entries are as before.').first()).toBeVisible();
    await sees('/u/ada', 'What everybody may know');
  });

  await test.step('a feed that is switched off is gone', async () => {
    await page.goto('/app/settings/sharing');
    await page.getByRole('button', { name: 'Switch off the feed “team chat”' }).click();
    await expect(page.getByText('No private feed yet')).toBeVisible();
    expect(await status(feed)).toBe(404);
  });
});
