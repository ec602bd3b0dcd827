import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { entries } from '../harness/journal.ts';
import { letterTo } from '../harness/mailbox.ts';
import { claim, createUser, enter, expectDashboard, password, person, signIn, signUp, skipWelcome } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';
import { vectors } from '../harness/vectors.ts';

/** Counts scripts that run and requests that leave for another host, on every page of the browser. */
async function watchFor(page: Page, own: string): Promise<string[]> {
  const seen: string[] = [];
  await page.context().exposeFunction('hit', () => {
    seen.push(`a script ran on ${page.url()}`);
  });
  page.context().on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== own) seen.push(`asked ${url.origin}`);
  });
  return seen;
}

/** What in the page could run a script, or load something, if a policy did not stop it. */
async function dangerous(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    for (const node of document.querySelectorAll('main *')) {
      const tag = node.tagName.toLowerCase();
      const foreign = node.closest('[data-rendered], article, [class*=prose i]') !== null;
      if (['script', 'iframe', 'object', 'embed', 'base', 'meta', 'link', 'frame', 'math', 'foreignobject'].includes(tag)) found.push(`<${tag}>`);
      if (foreign && ['form', 'style', 'textarea', 'select', 'template', 'video', 'audio', 'dialog'].includes(tag)) found.push(`<${tag}>`);
      for (const { name, value } of node.attributes) {
        if (/^on/i.test(name)) found.push(`${tag}[${name}]`);
        if (['href', 'src', 'action', 'formaction', 'xlink:href', 'srcset', 'data', 'poster', 'background'].includes(name.toLowerCase())) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: what browsers ignore in front of a scheme
          const address = value.replace(/[\u0000-\u0020]/g, '').toLowerCase();
          if (/^(javascript|vbscript|data:text|feed|view-source|blob:javascript|jar|filesystem):?/.test(address)) found.push(`${tag}[${name}=${value}]`);
        }
      }
    }
    return found;
  });
}

test('B01: no vector runs as an entry, a title or a hit of the search', async ({ page, instance }) => {
  test.setTimeout(240_000);
  expect(vectors.length).toBeGreaterThan(150);
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await api.ask('mutation { finishOnboarding { errors { message } } }');
  const ids: string[] = [];
  for (const vector of vectors) {
    for (const body of [vector, `Words before ${vector} and behind xssneedle`]) {
      // A refusal with a sentence is as good as a harmless rendering.
      const id = await api.write(body).catch((error: Error) => {
        expect(error.message).not.toContain('internal');
        return '';
      });
      if (id) ids.push(id);
    }
  }
  expect(ids.length).toBeGreaterThan(vectors.length);

  const seen = await watchFor(page, instance.url);
  await test.step('the trap works', async () => {
    await page.setContent('<main><img src=x onerror=hit()></main>');
    await expect.poll(() => seen.length).toBe(1);
    expect(await dangerous(page)).toEqual(['img[onerror]']);
    seen.length = 0;
  });
  await signIn(page, 'ada');
  await expectDashboard(page);
  expect(await dangerous(page)).toEqual([]);

  await page.goto('/app/journal');
  await expect(entries(page).first()).toBeVisible();
  await expect(async () => {
    await page.mouse.wheel(0, 20_000);
    await page.keyboard.press('End');
    await expect(page.getByText('This is where your journal begins.')).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 90_000 });
  await expect(entries(page)).toHaveCount(ids.length);
  expect(await dangerous(page)).toEqual([]);
  // Everything in the entries that can be pressed is harmless as well.
  await page.evaluate(() => {
    for (const node of document.querySelectorAll('article *')) {
      for (const kind of ['mouseover', 'pointerenter', 'focus', 'animationstart', 'toggle', 'error', 'load']) node.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  });

  for (let n = 0; n < ids.length; n += 25) {
    await page.goto(`/app/journal/${ids[n]}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await dangerous(page)).toEqual([]);
  }
  await page.goto('/app/search?q=xssneedle');
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  expect(await dangerous(page)).toEqual([]);
  expect(seen).toEqual([]);
});

test('B01, B05: no vector runs as a name, a bio, a place or a link of a profile, nor in mail or the audit log', async ({ page, instance, another }) => {
  test.setTimeout(240_000);
  const ada = createUser(instance, 'ada', 'admin');
  const api = Api.as(instance, 'ada');
  await api.ask('mutation { finishOnboarding { errors { message } } }');
  const seen = await watchFor(page, instance.url);
  await signIn(page, 'ada');
  await expectDashboard(page);

  const set = async (input: Record<string, unknown>): Promise<boolean> => {
    const { viewer } = await api.ask<{ viewer: { revision: number } }>('query { viewer { revision } }');
    const answer = await api
      .ask<{ updateProfile: { errors: unknown[] } }>(
        'mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { errors { code } } }',
        { input: { baseRevision: viewer.revision, ...input } },
      )
      .catch((error: Error) => {
        expect(error.message).not.toContain('internal');
        return undefined;
      });
    return answer?.updateProfile.errors.length === 0;
  };

  await test.step('all of them in the bio', async () => {
    const kept: string[] = [];
    for (let n = 0; n < vectors.length; n += 12) {
      if (await set({ bio: vectors.slice(n, n + 12).join('\n\n') })) {
        const { viewer } = await api.ask<{ viewer: { user: { bioHtml: string } } }>('query { viewer { user { bioHtml } } }');
        kept.push(viewer.user.bioHtml);
      }
    }
    expect(kept.length).toBeGreaterThan(0);
    // Parsed as a browser would, without running anything.
    const blank = await another();
    const bad = await blank.evaluate((all) => {
      const found: string[] = [];
      for (const html of all) {
        for (const node of new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')) {
          const tag = node.tagName.toLowerCase();
          if (['script', 'iframe', 'object', 'embed', 'style', 'form', 'svg', 'math', 'img'].includes(tag)) found.push(tag);
          for (const { name, value } of node.attributes) {
            const leads = /^(href|src)$/i.test(name) && new URL(value, 'https://own.example/').protocol;
            if (/^on/i.test(name) || (leads && !['http:', 'https:', 'mailto:'].includes(leads))) found.push(`${tag}[${name}=${value}]`);
          }
        }
      }
      return found;
    }, kept);
    expect(bad).toEqual([]);
  });

  await test.step('a name in the menu, the people, the audit log and a mail', async () => {
    for (const name of ['<img src=x onerror=hit()>', '"><svg onload=hit()>', '{{constructor.constructor("hit()")()}}', '</title><script>hit()</script>']) {
      if (!(await set({ displayName: name, location: name, pronouns: name.slice(0, 30) }))) continue;
      await page.goto('/app');
      await expectDashboard(page);
      for (const path of ['/app/settings', '/app/settings/activity', '/app/admin', '/app/admin/audit']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[class*="Skeleton"]')).toHaveCount(0);
        expect(await dangerous(page)).toEqual([]);
      }
    }
    await page.context().clearCookies();
    await page.goto('/reset');
    await page.getByLabel('Email or handle').fill(ada.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await letterTo(page, ada.email, /Set a new password/);
    await page.goto('/mailbox');
    await page.getByRole('link', { name: 'Show as the mail program does' }).first().click();
    await expect(page.locator('body')).toContainText(/password/i);
  });
  expect(seen).toEqual([]);
});

test('B01: strangers\' pages give back what was typed as text', async ({ page, instance }) => {
  const seen = await watchFor(page, instance.url);
  for (const vector of ['"><img src=x onerror=hit()>', "' autofocus onfocus=hit() '", '<script>hit()</script>', '{{7*7}}']) {
    await page.goto(`/sign-in?next=${encodeURIComponent(vector)}`);
    await page.getByLabel('Email or handle').fill(vector);
    await page.getByLabel('Password', { exact: true }).fill('wrong-password-altogether');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByLabel('Email or handle')).toHaveValue(vector);
    for (const path of ['/verify?link=', '/reset/new?link=', '/invite?link=', '/claim?link=', '/email-undo?link=', '/nothing/', '/?lang=', '/sign-up?email=']) {
      await page.goto(path + encodeURIComponent(vector));
      await expect(page.getByRole('heading').first()).toBeVisible();
    }
  }
  expect(seen).toEqual([]);
});

test('A21: the cookies of a session are for this host, for https and out of reach of scripts', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  const cookies = (await page.context().cookies()).filter((cookie) => cookie.name.startsWith('__Host-'));
  expect(cookies.map((cookie) => cookie.name)).toContain('__Host-tamatar_session');
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, path: '/', domain: 'localhost' });
    expect(['Lax', 'Strict']).toContain(cookie.sameSite);
  }
  expect(await page.evaluate(() => document.cookie)).not.toContain('__Host-');
});

test('A22: forms of another site do nothing', async ({ page, instance, another }) => {
  createUser(instance, 'ada');
  createUser(instance, 'mallory');
  // A page on another origin, with every form that an attacker would like to see sent.
  const forms: Record<string, string> = {
    'sign in': `<form method=post action="${instance.url}/sign-in"><input name=login value=mallory><input name=password value="${password}"><button>sign in</button></form>`,
    'sign out': `<form method=post action="${instance.url}/sign-out"><button>sign out</button></form>`,
    'sign up': `<form method=post action="${instance.url}/sign-up"><input name=email value=x@example.org><input name=handle value=xx9><input name=displayName value=X><input name=password value="${password}"><button>sign up</button></form>`,
    'graphql as text': `<form method=post enctype="text/plain" action="${instance.url}/graphql"><input name='{"query":"mutation{signOutEverywhere(input:{includeTokens:true,keepCurrent:false}){revokedSessions}}","a":"' value='"}'><button>graphql as text</button></form>`,
    'graphql as form': `<form method=post action="${instance.url}/graphql"><input name=query value="mutation{signOut{revokedSessions}}"><button>graphql as form</button></form>`,
    'graphql by link': `<form method=get action="${instance.url}/graphql"><input name=query value="mutation{signOut{revokedSessions}}"><button>graphql by link</button></form>`,
    upload: `<form method=post enctype="multipart/form-data" action="${instance.url}/api/import/commit"><input type=hidden name=files value=x><button>upload</button></form>`,
    preferences: `<form method=post action="${instance.url}/preferences"><input name=theme value=dark><button>preferences</button></form>`,
  };
  const evil = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end(`<!doctype html><title>Prizes</title><h1>Prizes</h1>${Object.values(forms).join('')}
      <iframe sandbox="allow-scripts allow-forms allow-top-navigation" srcdoc='${forms['sign out']?.replaceAll("'", '&#39;').replace('<form', '<form target=_top').replace('>sign out<', '>sign out without origin<')}'></iframe>`);
  });
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  const address = evil.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  try {
    await enter(page, 'ada');
    for (const name of Object.keys(forms)) {
      const answer = page.waitForResponse((response) => response.url().startsWith(instance.url) && response.request().isNavigationRequest());
      await page.goto(origin);
      await page.getByRole('button', { name, exact: true }).click();
      expect((await answer).status(), name).toBeGreaterThanOrEqual(400);
      expect((await answer).status(), name).toBeLessThan(500);
    }
    await page.goto(origin);
    const answer = page.waitForResponse((response) => response.url().endsWith('/sign-out'));
    await page.frameLocator('iframe').getByRole('button').click();
    expect((await answer).status()).toBe(403);
    // The refusal takes the place of the page before anything else is opened.
    await page.waitForURL('**/sign-out');
    await page.goto('/app');
    await expectDashboard(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Ada');

    // A stranger's browser is not signed in as the attacker.
    const stranger = await another();
    await stranger.goto(origin);
    await stranger.getByRole('button', { name: 'sign in', exact: true }).click();
    await expect(stranger).toHaveURL(/\/sign-in$/);
    expect((await stranger.context().cookies()).filter((cookie) => cookie.name === '__Host-tamatar_session')).toEqual([]);
  } finally {
    evil.close();
  }
});

test('A27: a link out of a mail is spent by the button, not by those who open it first', async ({ page, instance, another }) => {
  await claim(page, instance, person('ada'));
  await skipWelcome(page);
  const bea = person('bea');
  const guest = await another();
  await signUp(guest, bea);
  const letter = await letterTo(guest, bea.email, /Confirm your address/);
  for (let n = 0; n < 5; n++) {
    expect((await guest.request.get(letter.link)).status()).toBe(200);
    expect((await guest.request.head(letter.link)).status()).toBe(200);
  }
  await guest.goto(letter.link);
  await guest.getByLabel('Password', { exact: true }).fill(password);
  await guest.getByRole('button', { name: 'Confirm the address' }).click();
  await guest.waitForURL('**/app/welcome');
  const late = await another();
  await late.goto(letter.link);
  await expect(late.getByRole('button', { name: 'Confirm the address' })).toHaveCount(0);
});
