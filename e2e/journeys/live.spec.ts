import { Api } from '../harness/api.ts';
import { capture } from '../harness/journal.ts';
import { begin, createUser, expectDashboard, signIn } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('what is written in one tab shows in the other, and signing out elsewhere ends it', async ({ page, context, instance, another }) => {
  createUser(instance, 'ada');
  await begin(page, 'ada');
  const second = await context.newPage();
  await second.goto('/app');
  await expectDashboard(second);
  for (const tab of [page, second]) {
    await expect(tab.getByRole('status', { name: 'Changes elsewhere show here at once' })).toHaveAttribute('data-live', 'on');
  }
  await capture(page, 'Written in the first tab');
  await expect(second.locator('#today')).toContainText('Written in the first tab');

  await test.step('a timeline and an inbox that are open hear it as well', async () => {
    const inbox = await context.newPage();
    await Promise.all([second.goto('/app/journal'), inbox.goto('/app/notifications')]);
    for (const tab of [second, inbox]) {
      await expect(tab.getByRole('status', { name: 'Changes elsewhere show here at once' })).toHaveAttribute('data-live', 'on');
    }
    await expect(inbox.getByText('Nothing new')).toBeVisible();
    await capture(page, 'Seen on the timeline');
    await expect(second.getByRole('article', { name: 'Seen on the timeline' })).toBeVisible();
    Api.as(instance, 'ada');
    await expect(inbox.getByRole('listitem').filter({ hasText: 'New access token' })).toBeVisible();
    await second.goto('/app');
  });

  await test.step('another browser of the same person hears it, and ends with the account', async () => {
    const elsewhere = await another();
    await signIn(elsewhere, 'ada');
    await expectDashboard(elsewhere);
    await expect(elsewhere.getByRole('status', { name: 'Changes elsewhere show here at once' })).toBeAttached();
    await capture(second, 'Written in the second tab');
    await expect(elsewhere.locator('#today')).toContainText('Written in the second tab');
    instance.run(['user', 'suspend', 'ada', '--reason', 'on leave']);
    await expect(elsewhere.getByRole('dialog', { name: 'Please sign in again' })).toBeVisible({ timeout: 8000 });
  });
});
