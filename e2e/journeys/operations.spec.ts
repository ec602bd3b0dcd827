import { createUser, begin } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('an administrator looks after the machine', async ({ page, instance }) => {
  createUser(instance, 'ada', 'admin');
  await begin(page, 'ada');

  await page.goto('/app/admin/jobs');
  await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Run now: journal.purge_trash' }).click();
  await expect(page.getByText('It runs now.')).toBeVisible();
  await page.getByLabel('State').selectOption({ label: 'Given up' });
  await expect(page.getByText('None')).toBeVisible();

  await page.goto('/app/admin/health');
  const parts = page.getByRole('list', { name: 'Parts of the instance' });
  await expect(parts.getByRole('listitem').filter({ hasText: 'Database' })).toContainText('works');
  await expect(parts.getByRole('listitem').filter({ hasText: 'Disk' })).toContainText('free');

  await page.goto('/app/admin/audit');
  await expect(page.getByText('ada ran a schedule of the instance')).toBeVisible();

  await page.goto('/app/settings/about');
  await expect(page.getByRole('region', { name: 'What is new' })).toContainText('Journal');
  await page.locator('summary', { hasText: /libraries and their licences/ }).click();
  await expect(page.getByRole('list', { name: 'Libraries' })).toContainText('modernc.org/sqlite');
});
