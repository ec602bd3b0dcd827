import { test as base, type BrowserContext, expect, type Page } from '@playwright/test';
import { type Engine, Instance } from './instance.ts';

export { expect };

/** What a file or a test may choose with `test.use`. */
export interface Options {
  engine: Engine;
  /** Settings of the server beside the usual ones; {port} stands for that of the web server. */
  settings: Record<string, string>;
}

interface Fixtures extends Options {
  /** A fresh instance on the project's database engine, removed after the test. */
  instance: Instance;
  /** Opens a browser of its own for another person; it is watched as `page` is. */
  another: () => Promise<Page>;
  /** What the pages of the test complained about: errors thrown, and breaches of the content security policy. */
  faults: string[];
}

export const test = base.extend<Fixtures>({
  engine: ['sqlite', { option: true }],
  settings: [{}, { option: true }],
  instance: async ({ engine, settings }, use) => {
    const instance = await Instance.start(engine, settings);
    await use(instance);
    await instance.remove();
  },
  baseURL: async ({ instance }, use) => use(instance.url),
  faults: [
    async ({ context }, use) => {
      const faults: string[] = [];
      watch(context, faults);
      await use(faults);
      expect(faults, 'errors thrown and breaches of the content security policy').toEqual([]);
    },
    { auto: true },
  ],
  another: async ({ browser, contextOptions, baseURL, faults, locale, timezoneId }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL, locale, timezoneId });
      watch(context, faults);
      opened.push(context);
      return await context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

/** Collects what must never happen on any page. */
function watch(context: BrowserContext, faults: string[]): void {
  context.on('weberror', (fault) => faults.push(`error: ${fault.error().message}`));
  context.on('request', (request) => {
    if (request.url().endsWith('/csp-report')) faults.push(`report: ${request.postData()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|TrustedHTML|TrustedScript/i.test(message.text())) {
      faults.push(message.text());
    }
  });
}
