import { Api } from '../harness/api.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('an entry with a formula and a link is written, changed, looked back at and restored', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await begin(page, 'ada');
  const plan = await api.write('# Release plan\n\nShip on Friday.');
  const id = await api.write('# Energy\n\nSo $E = mc^2$, see [[Release plan]].\n\n> [!WARNING]\n> Hot.');

  await test.step('the formula is drawn, the callout is named, the link leads to the entry', async () => {
    await page.goto(`/app/journal/${id}`);
    await expect(page.locator('code.math math')).toBeVisible();
    await expect(page.locator('.callout-warning .callout-title')).toHaveText('Warning');
    await page.getByRole('link', { name: 'Release plan' }).click();
    await expect(page).toHaveURL(new RegExp(`/journal/${plan}`));
  });

  await test.step('the editor offers entries and emoji while typing', async () => {
    await page.goto(`/app/journal/${id}?edit=true`);
    const text = page.getByRole('textbox', { name: 'Entry text' });
    await expect(text).toBeVisible();
    await expect(page.locator('.cm-content')).toBeVisible();
    await text.press('Control+End');
    await text.press('Enter');
    await text.press('Enter');
    await page.keyboard.type('See [[rel');
    await page.getByRole('option', { name: /Release plan/ }).click();
    await page.keyboard.type(' :rock');
    await page.getByRole('option', { name: /rocket/ }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('link', { name: 'All versions' })).toBeVisible();
  });

  await test.step('the history shows the words that changed, and brings the first version back as a third', async () => {
    await page.getByRole('link', { name: 'All versions' }).click();
    await expect(page.getByRole('heading', { name: 'Version 2, as it is now' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'What changed' }).locator('ins')).toContainText('🚀');
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await expect(page).toHaveURL(new RegExp(`/journal/${id}$`));
    await expect(page.getByText('🚀')).toHaveCount(0);
    await page.goto(`/app/journal/${id}/history`);
    await expect(page.getByRole('heading', { name: 'Version 3, as it is now' })).toBeVisible();
  });
});
