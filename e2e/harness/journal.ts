import type { Locator, Page } from '@playwright/test';
import { expect } from './test.ts';

/** The box in which an entry is captured, on the dashboard and in the first run. */
export function captureBox(page: Page): Locator {
  return page.getByRole('textbox', { name: 'What did you do or learn?' });
}

/** Writes an entry where the page offers a capture box, and saves it by keyboard. */
export async function capture(page: Page, text: string): Promise<void> {
  const box = captureBox(page);
  await box.fill(text);
  await box.press('ControlOrMeta+Enter');
  await expectEmpty(box);
}

/** Nothing is typed in a box, be it a textarea or an editor. */
export async function expectEmpty(box: Locator): Promise<void> {
  await expect.poll(() => textOf(box)).toBe('');
}

/** What is typed in a box, be it a textarea or an editor. */
export async function textOf(box: Locator): Promise<string> {
  return await box.evaluate((node) =>
    node instanceof HTMLTextAreaElement || node instanceof HTMLInputElement
      ? node.value
      : [...node.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
  );
}

/** The entries that a timeline shows. */
export function entries(page: Page): Locator {
  return page.getByRole('main').getByRole('article');
}
