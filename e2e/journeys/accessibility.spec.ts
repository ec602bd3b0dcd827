import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { captureBox, textOf } from '../harness/journal.ts';
import { findings, picture, settled, sticksOut } from '../harness/look.ts';
import { createUser, enter } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';
import { addProvider, fillAccount, membersPages, signInQuietly, type Stop, strangersPages, unclaimedPages } from '../harness/tour.ts';

/** How the pages are looked at; the names say what is special. */
const variants = [
  { name: 'light', use: { colorScheme: 'light' as const } },
  { name: 'dark', use: { colorScheme: 'dark' as const } },
  { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  { name: 'rtl', use: { locale: 'ar-EG' }, language: 'ar' },
];

/** Visits every stop and says what is wrong there, all at once. */
async function visit(page: Page, variant: string, stops: Stop[]): Promise<void> {
  const wrong: string[] = [];
  for (const stop of stops) {
    try {
      await stop.open(page);
      await settled(page);
      await picture(page, variant, stop.name);
      wrong.push(...(await findings(page)).map((found) => `${stop.name}: ${found}`));
      for (const width of variant === 'phone' ? [390, 320] : []) {
        await page.setViewportSize({ width, height: 844 });
        const wide = await sticksOut(page);
        if (wide.length > 0) wrong.push(`${stop.name} at ${width} px is too wide: ${wide.join(' | ')}`);
      }
      if (variant === 'phone') await page.setViewportSize({ width: 390, height: 844 });
    } catch (error) {
      wrong.push(`${stop.name}: ${String(error).split('\n').slice(0, 3).join(' ')}`);
    }
  }
  expect(wrong).toEqual([]);
}

for (const variant of variants) {
  test.describe(variant.name, () => {
    test.use({ ...variant.use, contextOptions: { reducedMotion: 'reduce' } });
    test.setTimeout(480_000);

    test(`strangers' pages`, async ({ page, instance, browser, baseURL, contextOptions }) => {
      await visit(page, variant.name, unclaimedPages(instance));
      const english = await browser.newContext({ ...contextOptions, baseURL, locale: 'en-GB' });
      const stops = await strangersPages(await english.newPage(), instance);
      await english.close();
      await visit(page, variant.name, stops);
    });

    test(`members' pages`, async ({ page, instance }) => {
      createUser(instance, 'ada', 'admin');
      const api = Api.as(instance, 'ada');
      await signInQuietly(page, 'ada');
      await page.waitForURL('**/app/welcome');
      if (variant.language) {
        const { viewer } = await api.ask<{ viewer: { revision: number } }>('query { viewer { revision } }');
        await api.ask('mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { errors { message } } }', {
          input: { baseRevision: viewer.revision, locale: variant.language },
        });
      }
      await visit(page, variant.name, [{ name: 'welcome-first', open: (p) => p.goto('/app/welcome') }]);
      await api.ask('mutation { finishOnboarding { errors { message } } }');
      await visit(page, variant.name, [{ name: 'dashboard-empty', open: (p) => p.goto('/app') }]);
      const entry = await fillAccount(api);
      addProvider(instance);
      await visit(page, variant.name, membersPages(entry));
      if (variant.language) {
        await page.goto('/app');
        await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
      }
    });
  });
}

test('keyboard only: sign in, write, save, search, and go anywhere by the palette', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await api.ask('mutation { finishOnboarding { errors { message } } }');

  /** Presses Tab until what has the focus is called that. */
  const tabTo = async (name: RegExp) => {
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => {
        const node = document.activeElement;
        if (!node?.matches('a, button, input, textarea, [contenteditable]')) return '';
        const labels = 'labels' in node ? [...((node as HTMLInputElement).labels ?? [])].map((l) => l.textContent).join(' ') : '';
        return node.getAttribute('aria-label') ?? (labels || node.textContent || '');
      });
      if (name.test(label)) return;
    }
    throw new Error(`Tab never reached ${name}`);
  };

  await page.goto('/sign-in');
  await tabTo(/Email or handle/);
  await page.keyboard.type('ada');
  await tabTo(/^\s*Password/);
  await page.keyboard.type('correct-horse-battery-9');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/app/);
  // The box for a quick line has the focus already.
  await expect(captureBox(page)).toBeFocused();
  await page.keyboard.type('Typed without a mouse #keys');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.locator('#today')).toContainText('Typed without a mouse');
  await expect.poll(() => textOf(captureBox(page))).toBe('');

  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: /Type a page/ })).toBeFocused();
  await page.keyboard.type('without a mouse');
  await expect(page.getByRole('option', { name: /Search entries/ })).toBeVisible();
  while (!(await page.getByRole('option', { name: /Search entries/ }).getAttribute('aria-selected'))?.includes('true')) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/app\/search\?q=/);
  await expect(page.getByRole('main').getByRole('link', { name: 'Typed without a mouse' })).toBeVisible();
  await tabTo(/Typed without a mouse/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/app\/journal\/[0-9a-z]{26}/);

  // Sequences and single keys, from a page where nothing is being typed.
  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await page.waitForURL(/\/app\/journal$/);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  for (const what of ['Search or jump to…', 'Write an entry', 'Journal', 'Settings']) await expect(dialog).toContainText(what);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('n');
  await page.waitForURL('**/app/journal/new');
});

test('a skip link leads past the navigation', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.goto('/app/settings');
  await settled(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('every text of the app goes through the catalogue', async ({ page, instance }) => {
  createUser(instance, 'ada', 'admin');
  const api = Api.as(instance, 'ada');
  await api.ask('mutation { finishOnboarding { errors { message } } }');
  const entry = await fillAccount(api);
  await signInQuietly(page, 'ada');
  // No account can choose the language of tests, so the answer about the account says it.
  await page.route('**/graphql', async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({ response: answer, body: text.replace(/"locale":"en"/, '"locale":"pseudo"') });
  });
  const plain: string[] = [];
  for (const stop of membersPages(entry)) {
    await stop.open(page);
    await settled(page);
    if (!page.url().includes('/app')) continue;
    await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA');
    // Pseudo words carry an accent in nearly every word; what has three plain English words in a row was not marked.
    const found = await page.evaluate(() => {
      const texts: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!parent || parent.closest('code, pre, script, style, [translate=no], option, bdi, [dir=auto], [dir=ltr]')) continue;
        const text = (node.textContent ?? '').trim();
        if (/^[A-Za-z]+( [a-z]+){2,}[.…]?$/.test(text)) texts.push(text);
      }
      return texts;
    });
    plain.push(...found.map((text) => `${stop.name}: ${text}`));
  }
  expect(plain).toEqual([]);
});

test.describe('forced colours and reduced motion', () => {
  test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } });

  test('everything is still there, and nothing moves', async ({ page, instance }) => {
    createUser(instance, 'ada');
    const api = Api.as(instance, 'ada');
    await api.ask('mutation { finishOnboarding { errors { message } } }');
    await api.write('An entry to see', { minutes: 30 });
    await signInQuietly(page, 'ada');
    await settled(page);
    await picture(page, 'forced', 'dashboard');
    const save = page.getByRole('button', { name: 'Save' });
    await expect(save).toBeVisible();
    // Squares of the heatmap must differ from the empty ones although colours are taken away.
    const fills = await page.getByRole('grid').locator('rect').evaluateAll((squares) => [
      ...new Set(squares.map((s) => `${getComputedStyle(s).fill} ${getComputedStyle(s).stroke}`)),
    ]);
    expect(fills.length).toBeGreaterThan(1);
    const moving = await page.evaluate(() =>
      document.getAnimations().filter((a) => Number(a.effect?.getComputedTiming().duration ?? 0) > 10).length,
    );
    expect(moving).toBe(0);
    expect(await findings(page)).toEqual([]);
  });
});
