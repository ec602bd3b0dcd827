import { createUser, begin } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test.use({
  settings: {
    TAMATAR_BACKUP_DIR: 'backups',
    TAMATAR_BACKUP_RECIPIENTS: 'age18rekggx8425fg0um4pyl83a355vyc2tumvuejm3nyw20dzaa4ssq8y4ktg',
  },
});

test('an administrator sees whether the instance could be brought back', async ({ page, instance }) => {
  createUser(instance, 'ada', 'admin');
  await begin(page, 'ada');

  await page.goto('/app/admin/backups');
  await expect(page.getByRole('heading', { name: 'Backups', level: 1 })).toBeVisible();
  await expect(page.getByText('this instance can be brought back', { exact: false })).toBeVisible({ timeout: 30_000 });
  const list = page.getByRole('list', { name: 'All backups' });
  await expect(list.getByRole('listitem')).toHaveCount(1);

  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText('The backup is on its way.')).toBeVisible();
  await expect(list.getByRole('listitem')).toHaveCount(2, { timeout: 30_000 });
  await expect(list.getByRole('listitem').first()).toContainText('asked for by an administrator');
  await expect(list.getByText('Proven', { exact: true })).toHaveCount(2, { timeout: 30_000 });

  await list.getByRole('button', { name: /^Check the backup of/ }).first().click();
  await expect(list.getByRole('listitem').first()).toContainText('looked through', { timeout: 30_000 });

  const saved = page.waitForEvent('download');
  await list.getByRole('button', { name: /^Download the backup of/ }).first().click();
  expect((await saved).suggestedFilename()).toMatch(/^tamatar-.*\.tar\.gz\.age$/);

  await page.goto('/app/admin/audit');
  await expect(page.getByText('ada downloaded a backup of the instance')).toBeVisible();
});
