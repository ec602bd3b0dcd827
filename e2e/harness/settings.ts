import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** Chooses a section of the settings or of the administration. */
export async function section(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(`/app${path}`);
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
}

/** A row of a list, by something that stands in it. */
export function row(page: Page, list: string, text: string) {
  return page.getByRole('list', { name: list, exact: true }).getByRole('listitem').filter({ hasText: text });
}

/** Opens the dialog of a person in the administration. */
export async function manage(page: Page, name: string) {
  await page.getByRole('button', { name: `Manage ${name}` }).click();
  return page.getByRole('dialog', { name });
}
