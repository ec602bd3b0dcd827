import { capture, captureBox, entries, textOf } from '../harness/journal.ts';
import { letterTo } from '../harness/mailbox.ts';
import { claim, expectDashboard, noticesSignOut, password, person, signIn, signUp, skipWelcome } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

const body = `Fixed the flaky test in \`parseHTTPHeader\` #go #caching

It read the clock twice. 東京タワーの近くで見つけた。

\`\`\`go
func parseHTTPHeader(raw []byte) (Header, error) { return read(raw, time.Now()) }
\`\`\`
`;

test('the main job: from the claim link to signing out everywhere', async ({ page, instance, another }) => {
  await test.step('claim the instance; opening the link alone spends nothing', async () => {
    for (let n = 0; n < 5; n++) expect((await page.request.get(instance.claimLink())).status()).toBe(200);
    await claim(page, instance, person('ada'));
    await skipWelcome(page);
    await expect(page.getByRole('link', { name: 'Admin' }).first()).toBeVisible();
    const late = await another();
    await late.goto(instance.claimLink());
    await expect(late.getByRole('button', { name: 'Claim it' })).toHaveCount(0);
  });

  const bea = person('bea');
  const guest = await another();

  await test.step('sign up from the landing page', async () => {
    await guest.goto('/');
    await expect(guest.getByRole('heading', { level: 1 })).toBeVisible();
    await guest.getByRole('main').getByRole('link', { name: 'Create an account' }).click();
    await expect(guest.getByLabel('Your time zone')).toHaveValue('Europe/Berlin');
    await signUp(guest, bea);
    await expect(guest.getByRole('heading', { name: 'Look into your inbox' })).toBeVisible();
  });

  await test.step('verify by the link in the mail; scanners that open it do no harm', async () => {
    const letter = await letterTo(guest, bea.email, /Confirm your address/);
    for (let n = 0; n < 5; n++) expect((await guest.request.get(letter.link)).status()).toBe(200);
    await guest.goto(letter.link);
    await guest.getByLabel('Password', { exact: true }).fill(password);
    await guest.getByRole('button', { name: 'Confirm the address' }).click();
    await guest.waitForURL('**/app/welcome');
  });

  await test.step('the first run ends with a saved entry', async () => {
    await expect(guest.getByLabel('What should we call you?')).toHaveValue(bea.name);
    await expect(guest.getByLabel('Your time zone')).toHaveValue('Europe/Berlin');
    await guest.getByRole('button', { name: 'Go on' }).click();
    const box = captureBox(guest);
    await box.fill('Set up my journal. #tamatar');
    await box.press('ControlOrMeta+Enter');
    await expect(guest.getByRole('heading', { name: 'Connect a source' })).toBeFocused();
    await guest.getByRole('button', { name: 'Not now' }).click();
    await expect(guest.getByRole('heading', { name: 'Your first square is lit' })).toBeVisible();
    await guest.getByRole('link', { name: 'See your day' }).click();
    await expectDashboard(guest);
    await expect(guest.getByRole('link', { name: /^Set up my journal/ })).toBeVisible();
  });

  const today = guest.locator('#today');
  const date = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format();
  const todayInHeatmap = guest.getByRole('grid', { name: 'Your year, day by day' }).locator(`a[href$="day=${date}"]`);

  await test.step('write an entry with tags and code on the dashboard', async () => {
    await capture(guest, body);
    await expect(today.getByRole('listitem')).toHaveCount(2);
    await expect(today.getByRole('listitem').first()).toContainText('Fixed the flaky test in parseHTTPHeader');
    await expect(guest.locator('#streak')).toContainText('1 day');
    await expect(guest.locator('#streak')).toContainText('Alive, today is in.');
    await expect(todayInHeatmap).toHaveAccessibleName(/: 2 entries$/);
    await expect(guest.getByRole('link', { name: /^#caching/ })).toBeVisible();
  });

  await test.step('the heatmap leads to as many entries as it counts', async () => {
    await todayInHeatmap.click();
    await guest.waitForURL(/\/app\/journal\?day=/);
    await expect(entries(guest)).toHaveCount(2);
  });

  await test.step('the timeline shows it with its tags and highlighted code', async () => {
    await guest.getByRole('link', { name: 'Journal' }).first().click();
    const entry = entries(guest).filter({ hasText: 'flaky test' });
    await expect(entry).toHaveCount(1);
    await expect(entry.getByRole('link', { name: /^#?\s*go$/ })).toBeVisible();
    await expect(entry.getByRole('link', { name: /^#?\s*caching$/ })).toBeVisible();
    await expect(entry.locator('pre code span').first()).toBeAttached();
  });

  await test.step('search finds it by a word of two letters in Japanese and by a name in code', async () => {
    for (const words of ['東京', 'parseHTTPHeader', 'http header', '"read the clock"']) {
      await guest.goto('/app/search');
      await guest.getByRole('combobox').first().fill(words);
      await expect(guest.getByRole('main').getByRole('listitem').filter({ hasText: 'flaky test' })).toHaveCount(1);
      await expect(guest.getByRole('main').getByText('Set up my journal')).toHaveCount(0);
    }
    await guest.getByRole('link', { name: /Fixed the flaky test/ }).click();
    await guest.waitForURL(/\/app\/journal\/[0-9a-z]{26}$/);
  });

  await test.step('edit', async () => {
    await guest.getByRole('button', { name: 'Edit', exact: true }).click();
    const editor = guest.getByRole('textbox', { name: 'Entry text' });
    await expect.poll(() => textOf(editor)).toBe(body);
    // A plain field stands in until the editor has arrived and taken the focus.
    await expect(editor).toHaveClass(/cm-content/);
    await expect(editor).toBeFocused();
    await editor.press('ControlOrMeta+Home');
    await editor.pressSequentially('Really ');
    await editor.press('ControlOrMeta+Enter');
    await expect(guest.getByRole('heading', { level: 1, name: /^Really Fixed the flaky test/ })).toBeVisible();
    await guest.reload();
    await expect(guest.getByRole('heading', { level: 1, name: /^Really Fixed the flaky test/ })).toBeVisible();
  });

  await test.step('delete: it is out of everything, and in the trash', async () => {
    await guest.getByRole('button', { name: 'Delete', exact: true }).click();
    await guest.waitForURL('**/app/journal');
    await expect(entries(guest)).toHaveCount(1);
    await guest.goto('/app');
    await expect(today.getByRole('listitem')).toHaveCount(1);
    await expect(todayInHeatmap).toHaveAccessibleName(/: 1 entry$/);
    await guest.goto('/app/search?q=parseHTTPHeader');
    await expect(guest.getByText('No entry has that.')).toBeVisible();
    await guest.goto('/app/journal');
    await guest.getByRole('link', { name: 'Trash' }).click();
    await expect(guest.getByRole('main').getByText('Really Fixed the flaky test').first()).toBeVisible();
  });

  await test.step('restore', async () => {
    await guest.getByRole('button', { name: /Restore/ }).first().click();
    await expect(guest.getByRole('main').getByText('Really Fixed the flaky test')).toHaveCount(0);
    await guest.goto('/app');
    await expect(today.getByRole('listitem')).toHaveCount(2);
    await expect(todayInHeatmap).toHaveAccessibleName(/: 2 entries$/);
  });

  await test.step('sign out everywhere: the other browser is out as well', async () => {
    const other = await another();
    await signIn(other, 'bea');
    await expectDashboard(other);
    await guest.goto('/app/settings/sessions');
    await guest.getByLabel('Stay signed in here').uncheck();
    await guest.getByRole('button', { name: 'Sign out everywhere' }).click();
    await guest.waitForURL('**/sign-in');
    await noticesSignOut(other);
    await guest.goto('/app');
    await expect(guest).toHaveURL(/sign-in/);
    // Somebody else's session is not touched.
    await page.reload();
    await expectDashboard(page);
  });
});

test('verify with the code of six digits, and skip the first run', async ({ page, instance, another }) => {
  await claim(page, instance, person('ada'));
  const bea = person('bea');
  const guest = await another();
  await signUp(guest, bea);
  const { code } = await letterTo(guest, bea.email, /Confirm your address/);
  expect(code).toMatch(/^\d{3} ?\d{3}$/);
  const field = guest.getByLabel('Six-digit code');
  await field.fill(code.startsWith('0') ? '111111' : '000000');
  await guest.getByRole('button', { name: 'Confirm the address' }).click();
  await expect(guest.getByLabel('Six-digit code')).toHaveAttribute('aria-invalid', 'true');
  await field.fill(code);
  await guest.getByRole('button', { name: 'Confirm the address' }).click();
  await skipWelcome(guest);
  await expect(guest.getByText('It begins with your first entry.')).toBeVisible();
  await guest.reload();
  await expectDashboard(guest);
  await expect(captureBox(guest)).toBeVisible();
});
