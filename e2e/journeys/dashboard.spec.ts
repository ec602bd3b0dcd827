import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { begin, createUser, expectDashboard, signIn } from '../harness/people.ts';
import { section } from '../harness/settings.ts';
import { expect, test } from '../harness/test.ts';

/** The cards of the open dashboard, from top to bottom. */
async function cards(page: Page): Promise<string[]> {
  return await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts();
}

test('the cards of the dashboard are ordered and hidden by keys, on every device, and brought back', async ({ page, instance, another }) => {
  createUser(instance, 'ada');
  await Api.as(instance, 'ada').write('Sample entries are offered to who has none.');
  await begin(page, 'ada');
  await expect.poll(() => cards(page)).toEqual(['What you did today', 'Streak', 'What is next', 'Your year', 'Hours and entries per week', 'Tags']);

  await page.getByRole('link', { name: 'Arrange these cards' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
  const up = page.getByRole('button', { name: 'Move up: Your year' });
  await up.press('Enter');
  await up.press('Enter');
  // The focus stays with the card that moves.
  await expect(up).toBeFocused();
  await up.press('Enter');
  await expect(page.getByRole('button', { name: 'Move down: Your year' })).toBeFocused();
  await page.getByRole('button', { name: 'Hide: Tags' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Show: Tags' })).toBeFocused();

  const elsewhere = await another();
  await signIn(elsewhere, 'ada');
  await expectDashboard(elsewhere);
  await expect.poll(() => cards(elsewhere)).toEqual(['Your year', 'What you did today', 'Hours and entries per week', 'Streak', 'What is next']);

  await section(page, '/settings/dashboard', 'Dashboard');
  await page.getByRole('button', { name: 'Back to the usual order' }).click();
  await expect(page.getByRole('button', { name: 'Hide: Tags' })).toBeVisible();
  await expect.poll(() => cards(elsewhere)).toHaveLength(6);
});

test('the names of the weekdays stand clear of the days, in every language, wide and narrow', async ({ page, instance }) => {
  test.setTimeout(240_000);
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await api.write('Something to see.');
  await begin(page, 'ada');
  const touching: string[] = [];
  for (const locale of ['en', 'de', 'es', 'fr', 'pt', 'ar', 'hi', 'ja', 'zh']) {
    const { viewer } = await api.ask<{ viewer: { revision: number } }>('query { viewer { revision } }');
    await api.ask('mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { errors { message } } }', { input: { baseRevision: viewer.revision, locale } });
    await page.goto('/app');
    await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${locale}`));
    const grid = page.getByRole('grid');
    await expect(grid.getByRole('row')).toHaveCount(7);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      const gaps = await grid.getByRole('row').evaluateAll((rows) =>
        rows.map((row) => {
          const name = row.querySelector('[role=rowheader]')?.getBoundingClientRect();
          const days = [...row.querySelectorAll('rect')].map((day) => day.getBoundingClientRect());
          if (!name || days.length === 0) return Number.NEGATIVE_INFINITY;
          return document.dir === 'rtl' ? name.left - Math.max(...days.map((day) => day.right)) : Math.min(...days.map((day) => day.left)) - name.right;
        }),
      );
      if (Math.min(...gaps) < 5) touching.push(`${locale} at ${width}: ${gaps.map((gap) => gap.toFixed(1)).join(' ')}`);
    }
  }
  expect(touching).toEqual([]);
});
