import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { type Engine, Instance } from './instance.ts';

export { expect };

interface Fixtures {
  engine: Engine;
  /** A fresh instance on the project's database engine, removed after the test. */
  instance: Instance;
  /** Fails the test when the page broke its content security policy or threw. */
  clean: undefined;
}

export const test = base.extend<Fixtures>({
  engine: ['sqlite', { option: true }],
  instance: async ({ engine }, use) => {
    const instance = await Instance.start(engine);
    await use(instance);
    await instance.remove();
  },
  baseURL: async ({ instance }, use) => use(instance.url),
  clean: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|TrustedHTML|TrustedScript/i.test(message.text())) {
          faults.push(message.text());
        }
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export const password = 'correct-horse-battery-9';

/** Makes an account from the command line. */
export function createUser(instance: Instance, handle: string, role = 'member'): void {
  instance.run(
    ['user', 'create', '--handle', handle, '--email', `${handle}@example.org`, '--name', handle, '--role', role, '--password-stdin'],
    { input: password },
  );
}

/** Signs in through the form and waits for the app. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form[action^="/sign-in"] button[type=submit]').click();
  await page.waitForURL(/\/app/);
}

/** Every axe rule, WCAG 2.2 AA and best practices; 0 findings. */
export async function expectAccessible(page: Page): Promise<void> {
  const result = await new AxeBuilder({ page }).analyze();
  expect(result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
}
