import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** A letter of the development mailbox, as its page shows it. */
export interface Letter {
  subject: string;
  text: string;
  /** The address to click. */
  link: string;
  /** Six digits, where the letter has them. */
  code: string;
}

/** Waits for the newest letter to an address whose subject matches; it is sent by a job, a moment after the act. */
export async function letterTo(page: Page, address: string, subject: string | RegExp): Promise<Letter> {
  const mailbox = await page.context().newPage();
  const article = mailbox
    .getByRole('article')
    .filter({ has: mailbox.getByRole('heading', { name: subject }) })
    .filter({ hasText: address })
    .first();
  await expect(async () => {
    await mailbox.goto('/mailbox');
    await expect(article).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  const text = await article.innerText();
  const letter = {
    subject: await article.getByRole('heading').innerText(),
    text,
    link: (await article.locator('.letter-text a').first().getAttribute('href', { timeout: 500 }).catch(() => null)) ?? '',
    code: /^\s*(\d{3}\s?\d{3})\s*$/m.exec(text)?.[1] ?? '',
  };
  await mailbox.close();
  return letter;
}
