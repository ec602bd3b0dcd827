import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { captureBox } from '../harness/journal.ts';
import { findings, picture, settled, sticksOut } from '../harness/look.ts';
import { begin, createUser, enter, signIn } from '../harness/people.ts';
import { manage, section } from '../harness/settings.ts';
import { expect, test } from '../harness/test.ts';

/** Looks at the page as it stands: light and dark, wide and on a phone. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await settled(page);
      await picture(page, `${colorScheme}-${width}`, name);
      expect(await findings(page), `${name}, ${colorScheme}, ${width}`).toEqual([]);
      expect(await sticksOut(page), `${name}, ${colorScheme}, ${width}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 844 });
}

async function speak(api: Api, locale: string): Promise<void> {
  const { viewer } = await api.ask<{ viewer: { revision: number } }>(
    'query { viewer { revision } }',
  );
  await api.ask(
    'mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { errors { message } } }',
    {
      input: { baseRevision: viewer.revision, locale },
    },
  );
}

test('sample entries come and go; what was changed stays', async ({ page, instance }) => {
  test.setTimeout(180_000);
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await begin(page, 'ada');
  const samples = page.getByRole('region', { name: 'Sample entries' });
  await samples.getByRole('button', { name: 'Load sample entries' }).click();
  await expect(page.getByText('The sample entries are there.')).toBeVisible();
  await section(page, '/settings/data', 'Your data');
  await expect(samples.getByText(/\d+ sample entries are in your journal/)).toBeVisible();
  await look(page, 'samples');

  interface Entries {
    viewer: { entries: { nodes: { id: string; body: string; kind: string; day: string; audience: string; revision: number }[] } };
  }
  const listed = async () =>
    (await api.ask<Entries>('{ viewer { entries(first: 100) { nodes { id body kind day audience revision } } } }'))
      .viewer.entries.nodes;
  const [mine] = await listed();
  if (!mine) throw new Error('no sample was loaded');
  await api.ask(
    'mutation($input: EditEntryInput!) { editEntry(input: $input) { errors { message } } }',
    {
      input: { clientId: crypto.randomUUID(), id: mine.id, baseRevision: mine.revision, kind: mine.kind, day: mine.day, audience: mine.audience, body: `${mine.body}\n\nNow it is mine.` },
    },
  );
  await page.reload();
  await expect(samples.getByText('You changed 1 of them: it is yours, and stays.')).toBeVisible();

  // The server is away: a sentence, and the button stays.
  await page.route('**/graphql', (route) => route.abort());
  await samples.getByRole('button', { name: 'Remove the sample entries' }).click();
  await expect(page.getByText(/Tamatar cannot be reached/).first()).toBeVisible();
  await page.unroute('**/graphql');
  await samples.getByRole('button', { name: 'Remove the sample entries' }).click();
  await expect(page.getByText('The sample entries are gone.')).toBeVisible();
  await expect(samples.getByRole('button', { name: 'Load sample entries' })).toBeVisible();
  expect((await listed()).map((entry) => entry.id)).toEqual([mine.id]);

  await speak(api, 'ar');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await look(page, 'samples-ar');
});

test('the first run connects a terminal, and says so once it has called', async ({
  page,
  instance,
  another,
}) => {
  test.setTimeout(180_000);
  createUser(instance, 'ada');
  await signIn(page, 'ada');
  await page.waitForURL('**/app/welcome');
  await page.getByRole('button', { name: 'Go on' }).click();
  await captureBox(page).fill('Set up my journal');
  await captureBox(page).press('ControlOrMeta+Enter');
  await expect(page.getByRole('heading', { name: 'Connect a source' })).toBeFocused();
  await look(page, 'source');

  // No token could be made: a sentence, and the way on stays open.
  await page.route('**/graphql', (route) => route.abort());
  await page.getByRole('button', { name: 'Make a token' }).click();
  await expect(page.getByRole('main').getByText(/Tamatar cannot be reached/)).toBeVisible();
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Make a token' }).click();
  await expect(page.getByText('Waiting for the first call.')).toBeVisible();
  await look(page, 'source-token');
  const line = await page
    .getByText(/export TAMATAR_URL=/)
    .first()
    .innerText();
  const token = /TAMATAR_TOKEN=(\S+)/.exec(line)?.[1] ?? '';
  expect(line).toContain(`TAMATAR_URL=${instance.url}`);
  instance.run(['log', 'Written from the terminal'], {
    env: { TAMATAR_URL: instance.url, TAMATAR_TOKEN: token },
  });
  await expect(page.getByText('Connected: your terminal has called.')).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { name: 'Your first square is lit' })).toBeVisible();
  await page.goto('/app/journal');
  await expect(
    page.getByRole('article').filter({ hasText: 'Written from the terminal' }),
  ).toBeVisible();

  createUser(instance, 'bea');
  await speak(Api.as(instance, 'bea'), 'ar');
  const arabic = await another();
  await signIn(arabic, 'bea');
  await arabic.waitForURL('**/app/welcome');
  await expect(arabic.locator('html')).toHaveAttribute('dir', 'rtl');
  await arabic.locator('main button[type=submit]').click();
  await captureBoxOf(arabic).fill('أول سطر');
  await captureBoxOf(arabic).press('ControlOrMeta+Enter');
  await expect(arabic.locator('h1')).toBeFocused();
  await look(arabic, 'source-ar');
  await arabic.locator('main button').first().click();
  await expect(arabic.getByText(/export TAMATAR_URL=/).first()).toBeVisible();
  await look(arabic, 'source-token-ar');
});

/** The box for a quick line, in any language. */
function captureBoxOf(page: Page) {
  return page.locator('main form').locator('textarea, [contenteditable=true]').first();
}

test('an administrator gives one person another space for files', async ({ page, instance }) => {
  test.setTimeout(180_000);
  createUser(instance, 'ada', 'admin');
  createUser(instance, 'bea');
  const api = Api.as(instance, 'ada');
  await enter(page, 'ada');
  await section(page, '/admin', 'People');
  let dialog = await manage(page, 'Bea');
  const space = dialog.getByLabel('Space for files, in megabytes');
  const set = dialog.getByRole('button', { name: 'Set the space' });
  for (const wrong of ['-5', '1.5', 'much', '9999999']) {
    await space.fill(wrong);
    await set.click();
    await expect(
      dialog.getByText('Write a whole number from 0 to 1048576, or leave the field empty.'),
    ).toBeVisible();
    await expect(space).toHaveValue(wrong);
    await expect(space).toHaveAttribute('aria-invalid', 'true');
  }
  await look(page, 'quota-wrong');

  await space.fill('250');
  await set.click();
  await expect(page.getByText('The space of Bea is set.')).toBeVisible();
  await page.reload();
  dialog = await manage(page, 'Bea');
  await expect(dialog.getByLabel('Space for files, in megabytes')).toHaveValue('250');
  await look(page, 'quota');
  await dialog.getByLabel('Space for files, in megabytes').fill('');
  await dialog.getByRole('button', { name: 'Set the space' }).click();
  await expect(page.getByText('The space of Bea is set.')).toBeVisible();
  await page.goto('/app/admin/audit');
  await expect(page.getByText(/ada .*space/i).first()).toBeVisible();

  await speak(api, 'ar');
  await page.goto('/app/admin');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.getByRole('button', { name: /Bea/ }).first().click();
  await expect(page.getByRole('dialog').locator('input[inputmode=numeric]')).toBeVisible();
  await look(page, 'quota-ar');
});
