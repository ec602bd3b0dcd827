import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { captureBox, entries, textOf } from '../harness/journal.ts';
import { createUser, enter, expectDashboard, expectSignedOut, fillSignIn, signIn, signOut } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

/** A table of 2,000 columns and 2,000 rows in 16 KiB: small to send, huge to render. */
const bomb = `|${'a|'.repeat(2000)}\n|${'-|'.repeat(2000)}\n${'|\n'.repeat(2000)}`;

function editor(page: Page) {
  return page.getByRole('textbox', { name: 'Entry text' });
}

/** Puts a long text into the editor at once. */
async function paste(page: Page, text: string): Promise<void> {
  // A plain field stands in until the editor has arrived.
  await expect(editor(page)).toHaveClass(/cm-content/);
  await editor(page).evaluate((node, long) => {
    const data = new DataTransfer();
    data.setData('text/plain', long);
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test('a text that is too long is refused with its size, and stays', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.goto('/app/journal/new');
  const text = `${'A line of a very long entry.\n'.repeat(36_500)}The end.`;
  await paste(page, text);
  await expect(page.getByRole('alert').filter({ hasText: /KiB; an entry holds 64 KiB/ })).toBeVisible();
  await page.getByRole('button', { name: 'Save the entry' }).click();
  await expect(page).toHaveURL(/journal\/new/);
  await page.reload();
  await expect(page.getByText(/Draft from .* restored/)).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: /KiB; an entry holds 64 KiB/ })).toBeVisible();

  // The server says no as well, whoever asks.
  const api = Api.as(instance, 'ada');
  await expect(api.write(text)).rejects.toThrow(/too large|64 KiB|413|long/i);
  await expect(api.write('a'.repeat(66_000))).rejects.toThrow(/64 KiB|long/i);
});

test('a book pasted into the small box is refused at once and waits in the editor', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  const box = captureBox(page);
  await box.fill('typed before');
  const started = Date.now();
  await box.evaluate((node) => {
    const data = new DataTransfer();
    data.setData('text/plain', `${'A line of a very long entry.\n'.repeat(36_500)}The end.`);
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('alert').filter({ hasText: /waits in the full editor/ })).toBeVisible();
  expect(Date.now() - started).toBeLessThan(3_000);
  await expect(box).toHaveValue('typed before');
  await page.goto('/app/journal/new');
  await expect(page.getByText(/Draft from .* restored/)).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: /KiB; an entry holds 64 KiB/ })).toBeVisible();
});

test('the caret stays where it was when the editor arrives late', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/assets\/MarkdownEditor-.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/app/journal/new');
  await editor(page).pressSequentially('one three');
  for (let left = 0; left < 5; left++) await page.keyboard.press('ArrowLeft');
  arrive();
  await expect(editor(page)).toHaveClass(/cm-content/);
  await page.keyboard.type('two ');
  await expect(editor(page)).toHaveText('one two three');
});

test('no key is lost while the editor takes the place of the field', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.route(/assets\/MarkdownEditor-.*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await page.goto('/app/journal/new');
  await editor(page).focus();
  const typed = 'the quick brown fox jumps over the lazy dog '.repeat(10);
  await page.keyboard.type(typed, { delay: 5 });
  await expect(editor(page)).toHaveClass(/cm-content/);
  expect(await textOf(editor(page))).toBe(typed);
});

test('a table that would explode is refused with a sentence, and stays', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.goto('/app/journal/new');
  await paste(page, bomb);
  const started = Date.now();
  await editor(page).press('ControlOrMeta+Enter');
  await expect(page.getByRole('alert').filter({ hasText: /\w+ \w+/ }).first()).toBeVisible();
  expect(Date.now() - started).toBeLessThan(5_000);
  await page.reload();
  await expect(page.getByText(/Draft from .* restored/)).toBeVisible();
  // Only the lines that are in view are in the page: those at the top are the long ones.
  await editor(page).press('ControlOrMeta+Home');
  await expect.poll(async () => (await textOf(editor(page))).length).toBeGreaterThan(1_000);
});

test('characters that no text may have are named, and nothing is lost', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await enter(page, 'ada');

  await test.step('NUL', async () => {
    const box = captureBox(page);
    await box.fill('before\u0000after');
    await box.press('ControlOrMeta+Enter');
    await expect(page.getByRole('form', { name: 'Quick entry' }).getByRole('alert')).toContainText(/character|text/i);
    expect(await textOf(box)).toContain('before');
    await expect(api.write('a\u0000b')).rejects.toThrow(/character|text/i);
  });

  await test.step('half of a surrogate pair', async () => {
    const box = captureBox(page);
    await box.evaluate((node) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
      set?.call(node, 'cut \ud83d off');
      node.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await box.press('ControlOrMeta+Enter');
    const refused = page.getByRole('form', { name: 'Quick entry' }).getByRole('alert');
    await expect(refused.or(page.locator('#today').getByText('cut'))).toBeVisible();
  });

  await test.step('bytes that are no UTF-8, from the terminal and over the wire', async () => {
    const answer = await fetch(`${instance.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Tamatar': '1', Authorization: `Bearer ${api.token}` },
      body: Buffer.concat([
        Buffer.from('{"query":"mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id} errors{message}}}","variables":{"i":{"clientId":"abcdefgh1","body":"x'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}}}'),
      ]),
    });
    const text = await answer.text();
    expect(answer.status).toBeLessThan(500);
    expect(text).toMatch(/errors/);
    const { viewer } = await api.ask<{ viewer: { search: { nodes: unknown[] } } }>('query { viewer { search(query: "x") { nodes { snippetHtml } } } }');
    expect(JSON.stringify(viewer)).not.toContain('\ufffd\ufffd');
  });
});

test('an entry that changed in another tab: both versions, and nothing is lost', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  const id = await api.write('The first line.\n\nThe last line.');
  await enter(page, 'ada');
  const other = await page.context().newPage();
  for (const tab of [page, other]) {
    await tab.goto(`/app/journal/${id}?edit=true`);
    await expect(editor(tab)).toHaveClass(/cm-content/);
    await expect.poll(() => textOf(editor(tab))).toContain('The last line.');
  }
  await editor(page).press('ControlOrMeta+End');
  await editor(page).pressSequentially(' Said here.');
  await editor(page).press('ControlOrMeta+Enter');
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();

  await editor(other).press('ControlOrMeta+Home');
  await editor(other).pressSequentially('Said there. ');
  await editor(other).press('ControlOrMeta+Enter');
  const dialog = other.getByRole('dialog', { name: 'This entry changed elsewhere' });
  await expect(dialog.getByRole('region', { name: 'Your version' }).last()).toContainText('Said there. The first line.');
  await expect(dialog.getByRole('region', { name: 'Saved version' }).last()).toContainText('The last line. Said here.');
  await dialog.getByRole('button', { name: 'Merge by hand' }).click();
  await expect(dialog.getByLabel('Merged text')).toHaveValue('Said there. The first line.\n\nThe last line. Said here.');
  await dialog.getByRole('button', { name: 'Save the merged text' }).click();
  await expect(other.getByText('Said there. The first line.').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('Said there. The first line.').first()).toBeVisible();
  await expect(page.getByText('The last line. Said here.').first()).toBeVisible();
});

test('the server is gone while saving: a sentence, the text waits, and it is written once', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  const box = captureBox(page);
  await box.fill('Typed while the server was away');
  await instance.stop();
  await box.press('ControlOrMeta+Enter');
  await expect(page.getByText(/^Kept on this device\./).first()).toBeVisible();
  await instance.boot();
  await page.reload();
  await expectDashboard(page);
  await expect(page.locator('#today').getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Waiting on this device' })).toHaveCount(0);

  // An answer that gets lost: the second try must not write a second entry.
  await captureBox(page).fill('The answer got lost');
  let lost = false;
  await page.route('**/graphql', async (route) => {
    if (!lost && route.request().postData()?.includes('WriteEntry')) {
      lost = true;
      await route.fetch();
      await route.abort('connectionreset');
      return;
    }
    await route.continue();
  });
  await captureBox(page).press('ControlOrMeta+Enter');
  await expect(page.getByText(/^Kept on this device\./).first()).toBeVisible();
  await expect(page.locator('#today').getByRole('listitem')).toHaveCount(2, { timeout: 40_000 });
  await page.goto('/app/journal');
  await expect(entries(page).filter({ hasText: 'The answer got lost' })).toHaveCount(1);
});

test('the session ends while typing: sign in again, and go on with the same text', async ({ page, instance, another }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.goto('/app/journal/new');
  await editor(page).pressSequentially('Half a thought');
  const elsewhere = await another();
  await signIn(elsewhere, 'ada');
  await elsewhere.goto('/app/settings/sessions');
  await elsewhere.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(elsewhere.getByText('Every other session has ended.')).toBeVisible();

  await editor(page).press('ControlOrMeta+Enter');
  await expectSignedOut(page);
  const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
  const opened = page.context().waitForEvent('page');
  await dialog.getByRole('link', { name: 'Sign in' }).click();
  const tab = await opened;
  await fillSignIn(tab, 'ada');
  await tab.waitForURL(/\/app/);
  await tab.close();
  await page.bringToFront();
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: 'I have signed in' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => textOf(editor(page))).toBe('Half a thought');
  await editor(page).press('ControlOrMeta+Enter');
  await page.waitForURL(/\/app\/journal$/);
  await expect(entries(page)).toContainText('Half a thought');
});

test('a tab that is closed in the middle of a sentence loses nothing', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  const tab = await page.context().newPage();
  await tab.goto('/app/journal/new');
  await editor(tab).pressSequentially('In the middle of a');
  await tab.close({ runBeforeUnload: false });
  await page.goto('/app/journal/new');
  await expect.poll(() => textOf(editor(page))).toBe('In the middle of a');
});

test('what is typed before the storage of the browser has answered stays', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  // Storage that takes its time, as on a busy phone.
  await page.addInitScript(() => {
    const open = indexedDB.open.bind(indexedDB);
    IDBFactory.prototype.open = (name: string, version?: number) => {
      const opening = open(name, version);
      let success: ((event: Event) => void) | null = null;
      const listen = opening.addEventListener.bind(opening);
      const later = (listener: unknown) => (event: Event) => setTimeout(() => (listener as (event: Event) => void).call(opening, event), 600);
      opening.addEventListener = (kind: string, listener: unknown, options?: unknown) =>
        listen(kind, (kind === 'success' ? later(listener) : listener) as EventListener, options as AddEventListenerOptions);
      Object.defineProperty(opening, 'onsuccess', { get: () => success, set: (next) => { success = next; listen('success', later(next)); } });
      return opening;
    };
  });
  await page.reload();
  await expect(captureBox(page)).toBeFocused();
  await page.keyboard.type('Typed at once');
  // Longer than the app waits for its storage.
  await page.waitForFunction((since) => performance.now() > since + 1500, await page.evaluate(() => performance.now()));
  expect(await textOf(captureBox(page))).toBe('Typed at once');
});

test.describe('a newer version', () => {
  // The page's policy allows nobody but the app to start a worker.
  test.use({ bypassCSP: true });

  test('is offered, and taking it keeps the draft', async ({ page, instance }) => {
    createUser(instance, 'ada');
    await enter(page, 'ada');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await captureBox(page).fill('Written on the old version');
    // The same worker at another address takes the place of the old one, as the next version would.
    await page.evaluate(() => navigator.serviceWorker.register('/sw.js?next', { scope: '/app' }).then(() => undefined));
    await expect(page.getByText('A newer Tamatar is ready. Your drafts stay.')).toBeVisible();
    expect(await textOf(captureBox(page))).toBe('Written on the old version');
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Update now' }).click();
    await loaded;
    await expectDashboard(page);
    await expect.poll(() => textOf(captureBox(page))).toBe('Written on the old version');
  });
});

test('B20: after signing out the browser keeps nothing of the person', async ({ page, instance }) => {
  const canary = 'canary-5f0e1b';
  createUser(instance, 'ada');
  createUser(instance, 'bea');
  await enter(page, 'ada');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await captureBox(page).fill(`A private line ${canary}`);
  await captureBox(page).press('ControlOrMeta+Enter');
  await expect(page.locator('#today')).toContainText(canary);
  await page.goto('/app/journal');
  await expect(entries(page)).toContainText(canary);
  await page.goto('/app');
  await captureBox(page).fill(`An unsaved line ${canary}`);
  await signOut(page);

  await page.goBack();
  await expect(page.getByText(canary)).toHaveCount(0);
  await page.goto('/app/journal');
  await expect(page).toHaveURL(/sign-in/);

  const kept = await page.evaluate(async () => {
    const found: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (request.url.includes('/assets/') || request.url.includes('/fonts/') || request.url.includes('/icons/')) continue;
        found.push(`${request.url} ${await (await cache.match(request))?.text()}`);
      }
    }
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of db.objectStoreNames) {
        const all = await new Promise<unknown[]>((resolve, reject) => {
          const reading = db.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(reading.error);
        });
        found.push(`${name}/${store}: ${JSON.stringify(all)}`);
      }
      db.close();
    }
    return found.join('\n');
  });
  expect(kept).not.toContain(canary);
  expect(kept).not.toContain('ada@example.org');

  // Somebody else on the same device begins with an empty box.
  await enter(page, 'bea');
  await expect(page.getByText(canary)).toHaveCount(0);
  expect(await textOf(captureBox(page))).toBe('');
});
