import type { BrowserContext, Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { textOf } from '../harness/journal.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

const editor = (page: Page) => page.locator('.cm-content');

/** Ends the tab as a crash does, without a word to the page, and opens another one. */
async function crash(context: BrowserContext, page: Page): Promise<Page> {
  await page.close({ runBeforeUnload: false });
  return await context.newPage();
}

test('a draft outlives a crash, and stays with the revision it began from', async ({ page, context, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await begin(page, 'ada');
  const id = await api.write('First version');

  await page.goto(`/app/journal/${id}?edit=true`);
  await expect(editor(page)).toBeVisible();
  await editor(page).press('ControlOrMeta+End');
  await editor(page).pressSequentially(', and mine');
  await expect.poll(() => textOf(editor(page))).toBe('First version, and mine');

  const { editEntry } = await api.ask<{ editEntry: { entry: { revision: number } } }>(
    'mutation($i: EditEntryInput!) { editEntry(input: $i) { entry { revision } } }',
    { i: { id, baseRevision: 1, clientId: crypto.randomUUID(), body: 'Theirs', kind: 'NOTE', day: '2026-11-20', audience: 'PRIVATE' } },
  );
  expect(editEntry.entry.revision).toBe(2);

  const again = await crash(context, page);
  await again.goto(`/app/journal/${id}?edit=true`);
  await expect(again.getByText(/Draft from .* restored/)).toBeVisible();
  await expect.poll(() => textOf(editor(again))).toBe('First version, and mine');

  await test.step('what was saved meanwhile is shown beside it, and not written over', async () => {
    await again.getByRole('button', { name: 'Save changes' }).click();
    await expect(again.getByRole('region', { name: 'Saved version' })).toContainText('Theirs');
    await expect(again.getByRole('region', { name: 'Your version' })).toContainText('and mine');
    const { entry } = await api.ask<{ entry: { body: string } }>('query($id: ID!) { entry(id: $id) { body } }', { id });
    expect(entry.body).toBe('Theirs');
    await again.getByRole('button', { name: 'Keep mine' }).click();
    await expect
      .poll(() => api.ask('query($id: ID!) { entry(id: $id) { body revision } }', { id }))
      .toEqual({ entry: { body: 'First version, and mine', revision: 3 } });
  });
});
