import { Api } from '../harness/api.ts';
import { letterTo } from '../harness/mailbox.ts';
import { choosePassword, createUser, enter, expectDashboard, noticesSignOut, fillAccount, fillSignIn, forget, password, person, signIn, signUp, skipWelcome } from '../harness/people.ts';
import { manage, row, section } from '../harness/settings.ts';
import { expect, test } from '../harness/test.ts';

const fresh = 'a-brand-new-passphrase-4';

test('a forgotten password is reset by mail, and every session ends', async ({ page, instance, another }) => {
  const ada = createUser(instance, 'ada');
  const elsewhere = await another();
  await enter(elsewhere, 'ada');

  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('Email or handle').fill(ada.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your inbox' })).toBeVisible();

  const letter = await letterTo(page, ada.email, /Set a new password/);
  // A mail scanner opens every link, and more than once.
  for (let n = 0; n < 5; n++) expect((await page.request.get(letter.link)).status()).toBe(200);

  await page.goto(letter.link);
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('New password').fill(fresh);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expectDashboard(page);

  await noticesSignOut(elsewhere);

  const stranger = await another();
  await stranger.goto('/sign-in');
  await fillSignIn(stranger, 'ada', password);
  await expect(stranger.getByRole('alert')).toBeVisible();
  await stranger.goto(letter.link);
  await expect(stranger.getByRole('link', { name: 'Ask for another link' })).toBeVisible();
  await expect(stranger.getByLabel('New password')).toHaveCount(0);
});

test('the mail address changes by a link, and the old address can take it back', async ({ page, instance }) => {
  const ada = createUser(instance, 'ada');
  await enter(page, 'ada');
  await section(page, '/settings/security', 'Security');
  await page.getByLabel('New address').fill('ada@example.net');
  await page.getByRole('button', { name: 'Change the address' }).click();
  await expect(page.getByText('We wait for you to open the link')).toContainText('ada@example.net');

  const ask = await letterTo(page, 'ada@example.net', /Confirm your new address/);
  await page.goto(ask.link);
  await page.getByRole('button', { name: 'Use the new address' }).click();
  await expect(page.getByRole('button', { name: 'Use the new address' })).toBeHidden();
  await section(page, '/settings/security', 'Security');
  await expect(page.getByText('Your address is')).toContainText('ada@example.net');

  const told = await letterTo(page, ada.email, /address/);
  await page.goto(told.link);
  await page.getByRole('button', { name: 'Take the change back' }).click();
  await expect(page.getByRole('button', { name: 'Take the change back' })).toBeHidden();
  expect(instance.run(['user', 'list', 'ada'])).toContain(ada.email);
  await page.goto('/app');
  await expect(page).toHaveURL(/sign-in/);
});

test('invites, a closed instance and approval, through the settings of the instance', async ({ page, instance, another }) => {
  createUser(instance, 'ada', 'admin');
  await enter(page, 'ada');

  const choose = async (mode: string) => {
    await section(page, '/admin/instance', 'Instance');
    await page.getByLabel('Who may sign up').selectOption({ label: mode });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
  };

  await test.step('closed: nobody signs up', async () => {
    await choose('Nobody');
    const stranger = await another();
    await stranger.goto('/sign-up');
    await expect(stranger.getByText('This instance is not open for new accounts.')).toBeVisible();
    await expect(stranger.getByLabel('Email')).toHaveCount(0);
    await stranger.goto('/');
    await expect(stranger.getByRole('link', { name: 'Create an account' })).toHaveCount(0);
  });

  await test.step('invite: the link works once', async () => {
    await choose('Only with an invite');
    await section(page, '/admin/invites', 'Invites');
    await page.getByLabel('Note for yourself').fill('for Bea');
    await page.getByRole('button', { name: 'Make the invite' }).click();
    const link = await page.getByRole('group', { name: 'Invite link' }).locator('code').innerText();
    await expect(row(page, 'Invites so far', 'for Bea')).toContainText('open');

    const bea = person('bea');
    const guest = await another();
    await guest.goto('/sign-up');
    await expect(guest.getByText('New accounts are by invitation.')).toBeVisible();
    await guest.goto(link);
    await fillAccount(guest, bea);
    await guest.getByRole('button', { name: 'Create the account' }).click();
    const { code } = await letterTo(guest, bea.email, /Confirm your address/);
    await guest.getByLabel('Six-digit code').fill(code);
    await guest.getByRole('button', { name: 'Confirm the address' }).click();
    await guest.waitForURL('**/app/welcome');

    await page.reload();
    await expect(row(page, 'Invites so far', 'for Bea')).toContainText('used');
    const late = await another();
    await late.goto(link);
    await expect(late.getByLabel('Email')).toHaveCount(0);
  });

  await test.step('approval: in once an administrator says so', async () => {
    await choose('Everybody, after an administrator approves');
    const cleo = person('cleo');
    const guest = await another();
    await signUp(guest, cleo);
    const { code } = await letterTo(guest, cleo.email, /Confirm your address/);
    await guest.getByLabel('Six-digit code').fill(code);
    await guest.getByRole('button', { name: 'Confirm the address' }).click();
    await guest.waitForURL('**/approve-wait');

    await section(page, '/admin', 'People');
    await expect(row(page, 'Accounts', 'Cleo')).toContainText('Waiting');
    const dialog = await manage(page, 'Cleo');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('Cleo is approved.')).toBeVisible();
    await letterTo(page, cleo.email, /./);
    await signIn(guest, 'cleo');
    await guest.waitForURL('**/app/welcome');
  });
});

test('an administrator creates, suspends, reinstates and removes an account, and the person can read it', async ({ page, instance, another }) => {
  createUser(instance, 'ada', 'admin');
  await enter(page, 'ada');
  const guest = await another();

  await test.step('create, and set the password by the link', async () => {
    await section(page, '/admin', 'People');
    await page.getByRole('button', { name: 'New account' }).click();
    const dialog = page.getByRole('dialog', { name: 'New account' });
    await dialog.getByLabel('Name').fill('Bea');
    await dialog.getByLabel('Handle').fill('bea');
    await dialog.getByLabel('Mail address').fill('bea@example.org');
    await dialog.getByRole('button', { name: 'Create the account' }).click();
    const link = await dialog.getByRole('group', { name: 'One-time link' }).locator('code').innerText();
    await page.keyboard.press('Escape');
    await expect(row(page, 'Accounts', '@bea')).toContainText('bea@example.org');
    await choosePassword(guest, link);
    await skipWelcome(guest);
  });

  await test.step('suspend: the open tab is refused within five seconds', async () => {
    const dialog = await manage(page, 'Bea');
    await expect(dialog.getByRole('button', { name: 'Suspend' })).toBeDisabled();
    await dialog.getByLabel('Reason for a suspension').fill('Shared a password');
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await expect(page.getByText('Bea is suspended.')).toBeVisible();
    await noticesSignOut(guest);
    await guest.goto('/sign-in');
    await fillSignIn(guest, 'bea');
    await expect(guest.getByRole('alert')).toBeVisible();
    await expect(guest).toHaveURL(/sign-in/);
  });

  await test.step('reinstate, reset link, force a sign-out', async () => {
    await expect(row(page, 'Accounts', '@bea')).toContainText('Suspended');
    await (await manage(page, 'Bea')).getByRole('button', { name: 'Lift the suspension' }).click();
    await expect(page.getByText('The suspension of Bea is lifted.')).toBeVisible();
    await signIn(guest, 'bea');
    await expectDashboard(guest);

    let dialog = await manage(page, 'Bea');
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(page.getByText('Bea is signed out everywhere.')).toBeVisible();
    await noticesSignOut(guest);

    dialog = await manage(page, 'Bea');
    await dialog.getByRole('button', { name: 'Make a reset link' }).click();
    const link = await dialog.getByRole('group', { name: 'One-time link' }).locator('code').innerText();
    await page.keyboard.press('Escape');
    await choosePassword(guest, link, fresh);
    await expectDashboard(guest);
  });

  await test.step('set the end of the account, and take it back', async () => {
    await (await manage(page, 'Bea')).getByRole('button', { name: 'Delete after the time of grace' }).click();
    await expect(row(page, 'Accounts', '@bea')).toContainText('ends');
    await (await manage(page, 'Bea')).getByRole('button', { name: 'Let the account stay' }).click();
    await expect(row(page, 'Accounts', '@bea')).not.toContainText('ends');
  });

  await test.step('role', async () => {
    await expect(guest.getByRole('link', { name: 'Admin' })).toHaveCount(0);
    await (await manage(page, 'Bea')).getByRole('button', { name: 'Make an administrator' }).click();
    await expect(page.getByText('The role of Bea is changed.')).toBeVisible();
    await guest.reload();
    await expect(guest.getByRole('link', { name: 'Admin' }).first()).toBeVisible();
    await (await manage(page, 'Bea')).getByRole('button', { name: 'Make a member' }).click();
    await expect(row(page, 'Accounts', '@bea')).not.toContainText('Administrator');
    await guest.goto('/app/admin');
    await expect(guest.getByRole('list', { name: 'Accounts' })).toHaveCount(0);
  });

  await test.step('the person reads what was done', async () => {
    await section(guest, '/settings/activity', 'Account activity');
    const records = guest.getByRole('list', { name: 'Audit records' });
    await expect(records).toContainText('Ada suspended Bea');
    await expect(records).toContainText('Shared a password');
    await expect(records).toContainText('Ada lifted the suspension of Bea');
    await expect(records).toContainText('Ada made a reset link for Bea');
    await expect(records).toContainText('Ada changed the role of Bea');
    await section(page, '/admin/audit', 'Audit log');
    await expect(page.getByRole('list', { name: 'Audit records' })).toContainText('Ada suspended Bea');
  });

  await test.step('delete: the handle has to be typed', async () => {
    await section(page, '/admin', 'People');
    const dialog = await manage(page, 'Bea');
    const button = dialog.getByRole('button', { name: 'Delete for good' });
    await dialog.getByLabel('Delete the account: type its handle').fill('be');
    await expect(button).toBeDisabled();
    await dialog.getByLabel('Delete the account: type its handle').fill('bea');
    await button.click();
    await expect(page.getByText('The account of Bea is deleted.')).toBeVisible();
    await guest.goto('/sign-in');
    await fillSignIn(guest, 'bea', fresh);
    await expect(guest.getByRole('alert')).toBeVisible();
  });
});

test('the last administrator cannot lock everybody out', async ({ page, instance }) => {
  createUser(instance, 'ada', 'admin');
  await enter(page, 'ada');
  await section(page, '/admin', 'People');
  const dialog = await manage(page, 'Ada');
  await dialog.getByRole('button', { name: 'Make a member' }).click();
  await expect(dialog.getByRole('alert').or(dialog.getByText(/last administrator|only administrator/i)).first()).toBeVisible();
});

test.describe('without mail', () => {
  test.use({ settings: { TAMATAR_MAIL: 'none' } });

  test('everything can be done', async ({ page, instance, another }) => {
    createUser(instance, 'ada', 'admin');
    await enter(page, 'ada');
    const guest = await another();

    await test.step('sign up without verification', async () => {
      await signUp(guest, person('bea'));
      await expect(guest.getByText('Your account is ready. Sign in.')).toBeVisible();
      await fillSignIn(guest, 'bea');
      await skipWelcome(guest);
    });

    await test.step('the mail page is gone, and the pages say why', async () => {
      expect((await guest.request.get('/mailbox')).status()).toBe(404);
      const stranger = await another();
      await stranger.goto('/reset');
      await expect(stranger.getByText('This instance sends no mail')).toBeVisible();
      await section(page, '/admin/instance', 'Instance');
      await expect(page.getByRole('heading', { name: 'Mail', exact: true })).toBeVisible();
      await expect(page.getByText(/no mail|mail is off|without mail/i).first()).toBeVisible();
    });

    await test.step('a new address holds at once', async () => {
      await section(guest, '/settings/security', 'Security');
      await guest.getByLabel('New address').fill('bea@example.net');
      await guest.getByRole('button', { name: 'Change the address' }).click();
      await expect(guest.getByText('Your address is')).toContainText('bea@example.net');
    });

    await test.step('a reset link from the administrator, and one from the command line', async () => {
      await section(page, '/admin', 'People');
      const dialog = await manage(page, 'Bea');
      await dialog.getByRole('button', { name: 'Make a reset link' }).click();
      const link = await dialog.getByRole('group', { name: 'One-time link' }).locator('code').innerText();
      await choosePassword(guest, link, fresh);
      await forget(guest);
      await choosePassword(guest, instance.run(['user', 'reset-password', 'bea']).trim(), password);
      await forget(guest);
      await signIn(guest, 'bea');
    });
  });
});

test('the command line manages accounts while the server runs', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  expect(instance.run(['user', 'list'])).toContain('ada@example.org');
  const api = Api.as(instance, 'ada');
  const out = () =>
    expect(async () => {
      await page.goto('/app');
      await expect(page).toHaveURL(/sign-in/, { timeout: 300 });
    }).toPass({ timeout: 5_000 });
  instance.run(['user', 'suspend', 'ada', '--reason', 'on leave']);
  await out();
  await expect(api.ask('query { viewer { email } }')).rejects.toThrow();
  instance.run(['user', 'reinstate', 'ada']);
  await signIn(page, 'ada');
  expect(() => instance.run(['user', 'delete', 'ada'])).toThrow(/--yes/);
  instance.run(['user', 'delete', 'ada', '--yes']);
  await out();
});
