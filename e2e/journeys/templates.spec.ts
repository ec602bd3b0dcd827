import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { captureBox, textOf } from '../harness/journal.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

/** The day so many days ago, in the zone of the browser. */
async function daysAgo(page: Page, days: number): Promise<string> {
  return await page.evaluate((back) => {
    const then = new Date();
    then.setHours(12, 0, 0, 0);
    then.setDate(then.getDate() - back);
    return `${then.getFullYear()}-${String(then.getMonth() + 1).padStart(2, '0')}-${String(then.getDate()).padStart(2, '0')}`;
  }, days);
}

const everyDay = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

test('a template is made, offered, filled and taken back; open tasks come along once', async ({ page, instance }) => {
  test.setTimeout(300_000);
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await begin(page, 'ada');
  const editor = page.getByRole('textbox', { name: 'Entry text' });
  const live = page.locator('.cm-content');
  const old = await api.write('Friday\n\n- [ ] call Grace\n- [x] fix the cache\n- [ ] write the notes', { day: await daysAgo(page, 3) });

  await test.step('templates are made and listed', async () => {
    await page.goto('/app/journal/templates');
    await page.getByRole('button', { name: 'New template' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Standup');
    await dialog.getByRole('textbox', { name: 'Text' }).fill('Plan of {{day}} {{nonsense}}\n\n{{open tasks}}');
    await expect(dialog).toContainText('Nothing is known as {{nonsense}}');
    await dialog.getByLabel('Kind').selectOption('PLAN');
    for (const day of everyDay) await dialog.getByLabel(day, { exact: true }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Edit Standup' })).toBeVisible();
    await page.getByLabel('Where they go').selectOption('HEADING');
    await page.getByLabel('Heading of open tasks').fill('Open');
    await page.getByLabel('Heading of what was done').fill('Done before');
    await page.getByLabel('Take them out of the old entry').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => api.ask('{ viewer { rollOver { place heading doneHeading takeOut } } }'))
      .toEqual({ viewer: { rollOver: { place: 'HEADING', heading: 'Open', doneHeading: 'Done before', takeOut: true } } });
  });

  await test.step('the template of the weekday is offered, fills its variables, and can be taken back', async () => {
    await page.goto('/app/journal/new');
    await expect(live).toBeVisible();
    await page.getByRole('button', { name: 'Markdown signs' }).click();
    const today = await daysAgo(page, 0);
    await page.getByRole('button', { name: 'Standup' }).click();
    await expect.poll(() => textOf(live)).toBe(`Plan of ${today} {{nonsense}}\n\n- [ ] call Grace\n- [ ] write the notes`);
    await expect(page.getByRole('radio', { name: 'Plan', exact: true })).toBeChecked();
    await editor.press('ControlOrMeta+z');
    await expect.poll(() => textOf(live)).not.toContain('call Grace');
  });

  await test.step('a slash offers the same, behind what was typed', async () => {
    await editor.press('ControlOrMeta+a');
    await editor.press('Backspace');
    await editor.pressSequentially('Typed before');
    await editor.press('Enter');
    await editor.pressSequentially('/carry');
    await page.getByRole('option', { name: 'Carry over open tasks' }).click();
    await expect
      .poll(() => textOf(live))
      .toBe('Typed before\n\n## Done before\n\n- fix the cache\n\n## Open\n\n- [ ] call Grace\n- [ ] write the notes\n');
    await page.getByRole('button', { name: 'Carry over open tasks' }).click();
    await expect(page.getByText('There are no open tasks to carry over.')).toBeVisible();
  });

  await test.step('saved, the tasks leave the old entry as a revision of it', async () => {
    await editor.press('ControlOrMeta+Enter');
    await expect(page.getByRole('article').filter({ hasText: 'Typed before' })).toBeVisible();
    await page.goto(`/app/journal/${old}/history`);
    await expect(page.getByRole('main')).toContainText('fix the cache');
    const { entry } = await api.ask<{ entry: { body: string; revision: number } }>('query($id: ID!) { entry(id: $id) { body revision } }', { id: old });
    expect(entry).toEqual({ body: 'Friday\n\n- [x] fix the cache\n', revision: 2 });
  });

  await test.step('in the box for a quick line they are at hand, without a network as well', async () => {
    await page.goto('/app');
    const box = captureBox(page);
    await box.click();
    await page.getByRole('button', { name: 'Standup' }).waitFor();
    await page.getByRole('button', { name: 'Standup' }).click();
    await expect(box).toHaveValue(/^Plan of /);
    await box.fill('');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Standup' }).click();
    await expect(box).toHaveValue(/^Plan of /);
    await page.context().setOffline(false);
  });
});
