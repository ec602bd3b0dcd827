import { Api } from '../harness/api.ts';
import { findings, settled } from '../harness/look.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';
import { importCommits } from '../harness/tour.ts';

const day = '2026-01-14';

test('what other sources know of a day: cited by one click, and a draft that is never saved by itself', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await importCommits(api, 'engine', day, ['feat(api): retry on 503', 'fix(api): close the body', 'fix(api): close the body'], 5);
  await api.write('Worked on the engine', { day });
  await api.write('A day without any', { day: '2026-01-13' });
  await begin(page, 'ada');
  const margin = page.getByRole('complementary', { name: /Seen elsewhere on/ });

  await test.step('it stands beside its day alone, and counts what is behind it', async () => {
    await page.goto('/app/journal');
    await expect(margin).toHaveCount(1);
    await margin.getByRole('button', { name: /Seen elsewhere 5 commits/ }).click();
    await expect(margin.getByRole('listitem')).toHaveText([/feat\(api\): retry on 503/, /fix\(api\): close the body ×2/]);
    await expect(margin).toContainText('and 2 more');
    await settled(page);
    expect(await findings(page)).toEqual([]);
  });

  await test.step('one click cites in an entry of the day, which the item then names; Undo takes it back', async () => {
    await margin.getByLabel('Cite in').selectOption({ label: 'Worked on the engine' });
    await margin.getByRole('button', { name: 'Cite “feat(api): retry on 503”' }).press('Enter');
    const place = margin.getByRole('link', { name: 'Worked on the engine' });
    await expect(place).toBeVisible();
    const entry = page.getByRole('article', { name: 'Worked on the engine' });
    await expect(entry.getByRole('link', { name: 'feat(api): retry on 503' })).toHaveAttribute('href', new RegExp(`^/app/journal\\?day=${day}#commits-[0-9a-f]{12}$`));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(place).toHaveCount(0);
    await expect(entry.getByRole('link', { name: 'feat(api): retry on 503' })).toHaveCount(0);
  });

  await test.step('a draft goes behind what is typed, comes back out, and is saved only by its author', async () => {
    await page.goto(`/app/journal/new?day=${day}`);
    const text = page.getByRole('form', { name: 'New entry' }).locator('.cm-content');
    await text.click();
    await page.keyboard.type('My own words.');
    await margin.getByRole('button', { name: /Seen elsewhere/ }).click();
    await margin.getByRole('button', { name: 'Draft a text from this' }).click();
    await expect(text).toContainText('My own words.');
    await expect(text).toContainText('Fixed (api): close the body ×2');
    await settled(page);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(text).not.toContainText('Fixed (api)');
    await expect(text).toContainText('My own words.');
    await margin.getByRole('button', { name: 'Cite “fix(api): close the body”' }).click();
    await expect(text).toContainText('fix(api): close the body');
    const { viewer } = await api.ask<{ viewer: { entries: { nodes: unknown[] } } }>('{ viewer { entries(first: 50) { nodes { id } } } }');
    expect(viewer.entries.nodes).toHaveLength(3);
    await page.getByRole('button', { name: 'Save the entry' }).click();
    await expect(page).toHaveURL(new RegExp(`/app/journal\\?day=${day}$`));
    await expect(margin.getByRole('link', { name: 'My own words.' })).toBeVisible();
  });

  await test.step('beside the form of an entry it does the same, and moves nothing when it comes', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/graphql*', async (route) => {
      if (/evidenceDays|EvidenceDays/.test(`${route.request().url()} ${route.request().postData() ?? ''}`)) await held;
      await route.continue();
    });
    await page.goto(`/app/journal?day=${day}`);
    await page.getByRole('article', { name: 'Worked on the engine' }).getByRole('link').first().click();
    await page.goto(`${page.url().split('?')[0]}?edit=true`);
    const form = page.getByRole('form', { name: 'Edit entry' });
    await expect(form.locator('.cm-content')).toBeVisible();
    await settled(page);
    await expect(margin).toHaveCount(0);
    const before = await form.boundingBox();
    release();
    await expect(margin).toBeVisible();
    expect(await form.boundingBox()).toEqual(before);
    await margin.getByRole('button', { name: /Seen elsewhere/ }).click();
    await margin.getByRole('button', { name: 'Cite “fix(api): close the body”' }).click();
    await expect(form.locator('.cm-content')).toContainText('fix(api): close the body');
  });
});
