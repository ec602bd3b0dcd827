import { defineConfig, devices } from '@playwright/test';
import type { Options } from './harness/test.ts';

/** Debian's browser: nothing is downloaded. */
export const chromium = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** What looks at pages only, and never at rows, runs on one database. */
const pagesOnly = ['**/accessibility.spec.ts', '**/conformance.spec.ts', '**/security.spec.ts'];

export default defineConfig<Options>({
  testDir: 'journeys',
  outputDir: 'artifacts',
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // A shared machine may stall for longer than that once in a while: a second try is reported as flaky, not hidden.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  globalSetup: './harness/global.ts',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: chromium,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    trace: 'off',
    actionTimeout: 20_000,
  },
  projects: [
    { name: 'sqlite', use: { engine: 'sqlite' } },
    { name: 'postgres', use: { engine: 'postgres' }, testIgnore: pagesOnly },
  ],
});
