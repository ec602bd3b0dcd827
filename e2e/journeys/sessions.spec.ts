import { confirmPassword, createUser, enter, expectDashboard, noticesSignOut, password, signIn } from '../harness/people.ts';
import { row, section } from '../harness/settings.ts';
import { expect, test } from '../harness/test.ts';

test('a token is made after confirming the password, used in the terminal and revoked', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');

  // A quarter of an hour later the password has to be confirmed again.
  await instance.stop();
  await instance.boot({ TAMATAR_TEST_CLOCK: new Date(Date.now() + 15 * 60_000).toISOString() });
  await section(page, '/settings/tokens', 'Tokens');
  await page.getByLabel('Name', { exact: true }).fill('laptop');
  await page.getByRole('button', { name: 'Create the token' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await dialog.getByLabel('Password').fill('wrong-password-altogether');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await confirmPassword(page);
  const token = await page.getByRole('group', { name: 'The new token' }).locator('code').innerText();
  expect(token).toMatch(/^tmt_/);
  await expect(row(page, 'Your tokens', 'laptop')).toContainText('never used');

  const env = { TAMATAR_URL: instance.url, TAMATAR_TOKEN: token };
  const printed = instance.run(['log', 'Fixed the flaky test', '-t', 'go', '-m', '30'], { env });
  expect(printed).toMatch(/^\d{4}-\d\d-\d\d {2}done {2}Fixed the flaky test/);
  await page.reload();
  await expect(row(page, 'Your tokens', 'laptop')).toContainText('last used');
  // Not the dashboard: at a quarter to midnight, what the terminal wrote was yesterday by the server's clock.
  await page.goto('/app/journal');
  await expect(page.getByRole('link', { name: 'Fixed the flaky test' }).first()).toBeVisible();

  await section(page, '/settings/tokens', 'Tokens');
  await row(page, 'Your tokens', 'laptop').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('No tokens yet')).toBeVisible();
  expect(() => instance.run(['log', 'Not any more'], { env })).toThrow(/not accepted/);
});

test('the list of sessions names each browser and ends the others', async ({ page, instance, another }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  const other = await another();
  await signIn(other, 'ada');
  await section(page, '/settings/sessions', 'Sessions');
  await expect(page.getByRole('heading', { name: '2 sessions' })).toBeVisible();
  await expect(row(page, 'Sessions', 'This one')).toContainText(/Chrom/);
  await expect(row(page, 'Sessions', 'This one')).toContainText('127.0.0.0/24');
  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByRole('heading', { name: '1 session', exact: true })).toBeVisible();
  await noticesSignOut(other);
});

test('two tabs that load at once both stay signed in', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  const second = await page.context().newPage();
  await second.goto('/app');
  for (let n = 0; n < 3; n++) {
    await Promise.all([page.reload(), second.reload()]);
    await Promise.all([expectDashboard(page), expectDashboard(second)]);
  }
});

test('two clients that trade one refresh token at once both stay signed in', async ({ instance }) => {
  createUser(instance, 'ada');
  interface Pair {
    tokens: { accessToken: string; refreshToken: string } | null;
  }
  const ask = async <T>(query: string, variables: Record<string, unknown>, access = ''): Promise<T> => {
    const answer = await fetch(`${instance.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Tamatar': '1', ...(access && { Authorization: `Bearer ${access}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return ((await answer.json()) as { data: T }).data;
  };
  const { signIn: first } = await ask<{ signIn: Pair }>(
    'mutation In($input: SignInInput!) { signIn(input: $input) { tokens { accessToken refreshToken } errors { message } } }',
    { input: { login: 'ada', password, client: 'two tabs' } },
  );
  const trade = () =>
    ask<{ refreshTokens: Pair }>(
      'mutation Next($input: RefreshTokensInput!) { refreshTokens(input: $input) { tokens { accessToken refreshToken } errors { message } } }',
      { input: { refreshToken: first.tokens?.refreshToken } },
    );
  const pairs = await Promise.all([trade(), trade(), trade()]);
  for (const { refreshTokens } of pairs) {
    const seen = await ask<{ viewer: { user: { handle: string } } | null }>(
      'query { viewer { user { handle } } }', {}, refreshTokens.tokens?.accessToken,
    );
    expect(seen.viewer?.user.handle).toBe('ada');
  }
});
