import type { Page } from '@playwright/test';
import { Api } from './api.ts';
import type { Instance } from './instance.ts';
import { letterTo } from './mailbox.ts';
import { createUser, password, person, signUp } from './people.ts';
import { expect } from './test.ts';

/** A page, or a state of one. */
export interface Stop {
  name: string;
  /** Opens it. */
  open: (page: Page) => Promise<unknown>;
}

function at(path: string, name = path): Stop {
  return { name: name.replace(/^\/(app(\/|$))?/, '').replaceAll(/[^a-z0-9]+/gi, '-').replace(/-$/, '') || 'home', open: (page) => page.goto(path) };
}

/** What strangers see while nobody owns the instance. */
export function unclaimedPages(instance: Instance): Stop[] {
  return [{ ...at('/'), name: 'landing-unclaimed' }, at('/claim'), { name: 'claim-link', open: (page) => page.goto(instance.claimLink()) }];
}

/** Every page that strangers can see, with its errors. Some need what came by mail. */
export async function strangersPages(page: Page, instance: Instance): Promise<Stop[]> {
  const ada = createUser(instance, 'ada', 'admin');
  const bea = person('bea');
  addProvider(instance);
  await signUp(page, bea);
  const verify = await letterTo(page, bea.email, /Confirm your address/);
  await page.goto('/reset');
  await page.getByLabel('Email or handle').fill(ada.email);
  await page.locator('main form button').click();
  const reset = await letterTo(page, ada.email, /Set a new password/);
  return [
    at('/'),
    at('/sign-in'),
    {
      name: 'sign-in-refused',
      open: async (p) => {
        await p.goto('/sign-in');
        await p.locator('input[name=login]').fill('nobody');
        await p.locator('input[name=password]').fill('wrong-password-altogether');
        await p.locator('main form button:not([type=button], .quiet)').click();
        await expect(p.getByRole('alert')).toBeVisible();
      },
    },
    { ...at('/sign-in/with/gone'), name: 'provider-gone' },
    at('/sign-up'),
    {
      name: 'sign-up-refused',
      open: async (p) => {
        await p.goto('/sign-up');
        await p.locator('input[name=email]').fill('cleo@example.org');
        await p.locator('input[name=handle]').fill('a b');
        await p.locator('input[name=displayName]').fill('Cleo');
        await p.locator('input[name=password]').fill('short');
        await p.locator('main form button:not([type=button], .quiet)').click();
        await expect(p.locator('[aria-invalid=true]').first()).toBeVisible();
      },
    },
    { name: 'verify-link', open: (p) => p.goto(verify.link) },
    { ...at('/verify?link=gone'), name: 'verify-dead' },
    at('/verify'),
    at('/reset'),
    { ...at('/reset?done=sent'), name: 'reset-sent' },
    { name: 'reset-new', open: (p) => p.goto(reset.link) },
    { ...at('/reset/new?link=gone'), name: 'reset-dead' },
    at('/invite'),
    { ...at('/invite?link=gone'), name: 'invite-dead' },
    { ...at('/email-change?link=gone'), name: 'email-change-dead' },
    { ...at('/email-undo?link=gone'), name: 'email-undo-dead' },
    { ...at('/unsubscribe?link=gone'), name: 'unsubscribe-dead' },
    at('/approve-wait'),
    at('/mailbox'),
    {
      // The page of a letter forbids every script, those of tests as well: its text is looked at outside of it.
      name: 'letter',
      open: async (p) => {
        await p.goto('/mailbox');
        const letter = await p.request.get((await p.locator('article a[href^="/mailbox/"]').first().getAttribute('href')) ?? '');
        await p.goto('about:blank');
        await p.setContent(await letter.text());
      },
    },
    at('/nothing-here', 'not-found'),
  ];
}

/** A sign-in provider that is offered; nobody answers there. */
export function addProvider(instance: Instance): void {
  instance.run(['providers', 'add', 'corp', '--name', 'Corp login', '--issuer', 'https://login.example.org', '--client-id', 'tamatar']);
}

/** A day of a repository, as `tamatar import git` sends it. */
export async function importCommits(api: Api, repository: string, day: string, subjects: string[], count = subjects.length): Promise<void> {
  const list = subjects.map((subject) => `- ${subject}`).join('\n');
  await api.ask('mutation($input: ImportEntriesInput!) { importEntries(input: $input) { created } }', {
    input: {
      source: 'GIT',
      dryRun: false,
      entries: [
        {
          sourceKey: `git:${repository}:${day}`, body: `${count} commits in ${repository}\n\n${list}`, kind: 'DONE', day, zone: 'UTC',
          loggedAt: `${day}T17:00:00Z`, sourceCount: count, draft: true,
        },
      ],
    },
  });
}

/** Fills an account, so that no page is empty. */
export async function fillAccount(api: Api): Promise<string> {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  for (let n = 60; n > 0; n--) {
    const more = { day: day(n % 23), minutes: (n % 5) * 25 || null, kind: ['DONE', 'LEARNED', 'MEETING', 'NOTE', 'DECISION'][n % 5] };
    await api.write(`Entry ${n}: looked into the cache keys #caching #go`, more);
  }
  await api.write('Plan the release of Friday #release', { kind: 'PLAN' });
  await api.write('Waiting for access to the build server', { kind: 'BLOCKED' });
  const gone = await api.write('Thrown away');
  await api.ask('mutation($id: ID!) { deleteEntry(id: $id) { deletedId } }', { id: gone });
  const entry = await api.write(
    [
      '# Why the cache was cold #caching',
      'The key forgot the **locale**. See [the notes](https://example.org/notes).',
      '- [x] reproduce it\n- [ ] tell the others',
      '```go\nfunc key(r *http.Request) string { return r.URL.Path + "|" + r.Header.Get("Accept-Language") }\n```',
      '| before | after |\n| --- | --- |\n| 120 ms | 8 ms |',
      '> Slow is smooth.\n\n日本語とعربيكذلك',
    ].join('\n\n'),
    { minutes: 45, mood: 4, energy: 3 },
  );
  const written = await api.ask<{ entry: { day: string } }>('query($id: ID!) { entry(id: $id) { day } }', { id: entry });
  await importCommits(api, 'engine', written.entry.day, ['feat(cache): keys know the locale', 'fix(cache): drop the old keys', 'fix(cache): drop the old keys'], 5);
  return entry;
}

/** Opens a page and what other sources know of its first day that has some. */
function beside(name: string, path: string): Stop {
  return { name, open: async (page) => {
    const head = page.locator('[data-margin] > button').first();
    // It comes late, behind what it stands beside, and stays away when a slow server did not answer.
    await expect(async () => {
      await page.goto(path);
      await expect(head).toBeVisible();
    }).toPass({ timeout: 90_000 });
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
    await expect(page.locator('[data-margin] li').first()).toBeVisible({ timeout: 60_000 });
  } };
}

/** Every page of the app, for an administrator whose account is filled. */
export function membersPages(entry: string): Stop[] {
  const paths = [
    '', '/journal', '/journal?tag=caching', '/journal?day=2020-02-29', `/journal/${entry}`, `/journal/${entry}/history`, '/journal/named/nothing', '/journal/new', '/journal/trash', '/journal/templates', '/search',
    '/search?q=cache', '/search?q=nothingatall', '/search?q=kind%3Aplam', '/views/gone', '/tags', '/calendar', '/reviews/week', '/reviews/month', '/reviews/year', '/reviews/2020-02', '/reviews/week/book', '/import', '/welcome', '/settings', '/settings/time', '/settings/streak', '/settings/appearance',
    '/settings/dashboard',
    '/settings/security', '/settings/sign-in', '/settings/sessions', '/settings/tokens', '/settings/sharing', '/settings/capture', '/settings/data', '/settings/files', '/settings/outlets', '/settings/activity',
    '/admin', '/admin/invites', '/admin/instance', '/admin/providers', '/admin/audit', '/admin/jobs', '/admin/health', '/admin/backups',
    '/settings/about', '/notifications', '/notifications?box=archive', '/settings/notifications', '/journal/01aaaaaaaaaaaaaaaaaaaaaaaa',
    '/nothing-here',
  ];
  return [
    ...paths.map((path) => ({ ...at(`/app${path}`), name: path === '' ? 'dashboard' : at(path.replace(entry, 'entry')).name })),
    { name: 'provider-dialog', open: async (page) => {
      await page.goto('/app/admin/providers');
      await page.locator('main button[data-add]').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    } },
    { name: 'palette', open: async (page) => {
      await page.goto('/app');
      await expect(page.locator('#today')).toBeVisible();
      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('dialog').getByRole('combobox')).toBeVisible();
    } },
    { name: 'shortcuts', open: async (page) => {
      await page.goto('/app/settings');
      await expect(page.locator('h1')).toBeVisible();
      await page.locator('h1').click();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
    } },
    { name: 'account-menu', open: async (page) => {
      await page.goto('/app/journal');
      await page.locator('header button[aria-haspopup=menu]').click();
      await expect(page.getByRole('menu')).toBeVisible();
    } },
    beside('evidence', '/app/journal'),
    beside('evidence-writing', '/app/journal/new'),
    beside('evidence-editing', `/app/journal/${entry}?edit=true`),
    { name: 'sign-out', open: (page) => page.goto('/sign-out') },
    { name: 'explorer', open: (page) => page.goto('/explorer') },
  ];
}

/** Signs in without words, so that it works in every language, and goes past the first run. */
export async function signInQuietly(page: Page, handle: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name=login]').fill(handle);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main form button:not([type=button], .quiet)').click();
  await page.waitForURL(/\/app\b/);
}
