import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { capture, captureBox, entries } from '../harness/journal.ts';
import { begin, createUser, expectDashboard, signIn } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

/** Half an hour after midnight in Berlin, on a Wednesday. */
const night = '2026-03-10T23:30:00Z';

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
}

function heatmapDay(page: Page, day: string) {
  return page.getByRole('grid', { name: 'Your year, day by day' }).locator(`a[href$="day=${day}"]`);
}

test.describe('at half past midnight', () => {
  test.use({ settings: { TAMATAR_TEST_CLOCK: night } });
  test.beforeEach(async ({ page }) => {
    await page.clock.install({ time: new Date(night) });
  });

  test('with a day that begins at four, an entry counts for the evening before, and says so', async ({ page, instance }) => {
    createUser(instance, 'ada');
    const api = Api.as(instance, 'ada');
    await begin(page, 'ada');

    await test.step('before the change: midnight divides the days', async () => {
      await capture(page, 'Written with the day beginning at midnight');
      await expect(heatmapDay(page, '2026-03-11')).toHaveAccessibleName(/: 1 entry/);
    });

    await test.step('the settings show what the change does to today, and move nothing', async () => {
      await page.goto('/app/settings/time');
      await page.getByLabel('My day begins at').selectOption('4');
      await expect(page.getByText(/^Now it is Wednesday,? 11 March 2026/)).toBeVisible();
      await expect(page.getByText(/^With this change it is Tuesday,? 10 March 2026/)).toContainText('No entry moves to another day.');
      expect((await api.year(2026)).map((day) => day.day)).toEqual(['2026-03-11']);
      await save(page);
      expect((await api.year(2026)).map((day) => day.day)).toEqual(['2026-03-11']);
    });

    await test.step('the box and the dashboard say which day it still is', async () => {
      await page.goto('/app');
      await expectDashboard(page);
      await expect(page.locator('#today')).toContainText('Still Tuesday for you');
      await expect(page.locator('#today')).toContainText('04:00');
      await expect(page.getByText('Still Tuesday: your day has not begun yet.')).toBeVisible();
      await capture(page, 'Late, and still Tuesday');
      await expect(page.locator('#today').getByRole('listitem')).toHaveCount(1);
      await expect(page.locator('#today')).toContainText('Late, and still Tuesday');
      await expect(heatmapDay(page, '2026-03-10')).toHaveAccessibleName(/: 1 entry/);
      await page.goto('/app/journal?day=2026-03-10');
      await expect(entries(page)).toHaveCount(1);
      await expect(entries(page)).toContainText('after midnight');
    });
  });
});

test('a change of zone shows a preview and moves no entry', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await begin(page, 'ada');
  await capture(page, 'Here');
  const before = await api.year();

  await page.goto('/app/settings/time');
  await page.getByLabel('Time zone').selectOption('Pacific/Kiritimati');
  await expect(page.getByText(/^Now it is/)).toBeVisible();
  await expect(page.getByText(/^With this change it is/)).toContainText('No entry moves to another day.');
  await save(page);
  expect(await api.year()).toEqual(before);
  await page.getByLabel('Time zone').selectOption('Pacific/Pago_Pago');
  await expect(page.getByText(/^With this change it is/)).toBeVisible();
  await save(page);
  expect(await api.year(Number(before[0]?.day.slice(0, 4)))).toEqual(before);
  await page.goto('/app/journal');
  await expect(entries(page)).toHaveCount(1);
});

test.describe('in New York', () => {
  test.use({ timezoneId: 'America/New_York', settings: { TAMATAR_TEST_CLOCK: '2026-07-02T23:00:00Z' } });

  test('an entry at seven in the evening belongs to that day, although it is tomorrow in UTC soon', async ({ page, instance }) => {
    await page.clock.install({ time: new Date('2026-07-02T23:00:00Z') });
    createUser(instance, 'ada');
    await signIn(page, 'ada');
    await page.waitForURL('**/app/welcome');
    await expect(page.getByLabel('Your time zone')).toHaveValue('America/New_York');
    await page.getByRole('button', { name: 'Go on' }).click();
    const box = captureBox(page);
    await box.fill('Evening in New York');
    await box.press('ControlOrMeta+Enter');
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('link', { name: 'See your day' }).click();
    await expectDashboard(page);
    await expect(heatmapDay(page, '2026-07-02')).toHaveAccessibleName(/: 1 entry/);
    await expect(page.locator('#today')).toContainText('19:00');
    await expect(page.locator('#streak')).toContainText('1 day');
  });
});

test.describe('on the night when the clocks go forward', () => {
  test.use({ settings: { TAMATAR_TEST_CLOCK: '2026-03-29T00:55:00Z' } });

  test('no day is lost, and the streak goes on', async ({ page, instance }) => {
    createUser(instance, 'ada');
    const api = Api.as(instance, 'ada');
    await api.write('Before', { loggedAt: '2026-03-28T10:00:00Z', zone: 'Europe/Berlin' });
    await api.write('One minute before two', { loggedAt: '2026-03-29T00:54:00Z', zone: 'Europe/Berlin' });
    expect((await api.year(2026)).map((day) => day.day)).toEqual(['2026-03-28', '2026-03-29']);
    const { viewer } = await api.ask<{ viewer: { streak: { current: number } } }>('query { viewer { streak { current } } }');
    expect(viewer.streak.current).toBe(2);
    await page.clock.install({ time: new Date('2026-03-29T00:55:00Z') });
    await begin(page, 'ada');
    await expect(page.locator('#streak')).toContainText('2 days');
  });
});
