import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/**
 * Everything axe knows short of AAA: WCAG 2.2 A and AA, best practices, and the rules it still tries out. Of these,
 * p-as-heading takes every large number for a heading.
 */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'];

/** The page has its heading and waits for nothing any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1, h2, body > table').first()).toBeVisible();
  await expect(page.locator('[class*="Skeleton"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

/** What axe finds on the page as it stands, one line for each. */
export async function findings(page: Page): Promise<string[]> {
  // Without frames of other sites there is no need for a second page to gather what was found.
  const result = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).disableRules('p-as-heading').analyze();
  return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

/** What sticks out of the page sideways; nothing when it fits. */
export async function sticksOut(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    // What is drawn by measure follows the window a frame or two later.
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    const name = (node: Element) => `${node.tagName.toLowerCase()}.${node.getAttribute('class') ?? ''}`;
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 4).map(name)];
  });
}

/** Keeps a picture of the page where E2E_PICTURES says, for people to look at. */
export async function picture(page: Page, variant: string, name: string): Promise<void> {
  const folder = process.env.E2E_PICTURES;
  if (!folder) return;
  mkdirSync(join(folder, variant), { recursive: true });
  await page.screenshot({ path: join(folder, variant, `${name}.png`), fullPage: true });
}
