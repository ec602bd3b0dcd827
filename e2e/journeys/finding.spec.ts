import { Api } from '../harness/api.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('search by operators, save the search, merge a tag, and find the day in the calendar', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await api.write('Shipped the parser #go', { kind: 'DONE', day: '2026-01-14' });
  await api.write('Why the parser was slow #golang', { kind: 'LEARNED', day: '2026-01-14' });
  await begin(page, 'ada');
  const hits = page.locator('main').getByRole('listitem').filter({ hasText: 'parser' });

  await test.step('an operator is completed, and one that is wrong is told of by its place', async () => {
    await page.goto('/app/search');
    const field = page.getByRole('combobox').first();
    await field.pressSequentially('ki');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('kind:');
    await field.fill('parser kind:dnoe');
    await expect(page.locator('main li code').filter({ hasText: 'kind:dnoe' })).toBeVisible();
    await field.fill('parser kind:done');
    await expect(hits).toHaveCount(1);
    await expect(hits).toContainText('Shipped');
  });

  await test.step('a saved search stands in the navigation and has an address of its own', async () => {
    await page.getByRole('button', { name: 'Save this search' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Shipped');
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Shipped' }).click();
    await expect(page).toHaveURL(/\/app\/views\//);
    await expect(page.getByRole('heading', { level: 1, name: 'Shipped' })).toBeVisible();
    await expect(hits).toHaveCount(1);
  });

  await test.step('a merge shows first what it changes; then both are found under one tag', async () => {
    await page.goto('/app/tags');
    await page.getByRole('button', { name: 'Edit golang' }).click();
    await page.getByLabel('Merge into').selectOption({ label: 'go' });
    await page.getByRole('button', { name: 'See what changes' }).click();
    await expect(page.getByRole('dialog')).toContainText('#golang → #go');
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Edit golang' })).toHaveCount(0);
    await expect(page.locator('main')).toContainText('2 entries');
  });

  await test.step('a day of the calendar counts what it shows', async () => {
    await page.goto('/app/calendar?month=2026-01');
    await page.getByRole('link', { name: /January 14, 2026: 2 entries|14 January 2026: 2 entries/ }).click();
    await expect(page.getByRole('article')).toHaveCount(2);
  });
});
