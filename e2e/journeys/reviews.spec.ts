import { readFileSync } from 'node:fs';
import { Api } from '../harness/api.ts';
import { findings, settled } from '../harness/look.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('look back on a week: figures, digest, an answer, and the book as a PDF', async ({ page, instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await api.write('Shipped the parser #go', { kind: 'DONE', day: '2026-01-14', minutes: 90, mood: 4 });
  await api.write('Why the parser was slow #go', { kind: 'LEARNED', day: '2026-01-14', minutes: 30 });
  await api.write('Friday\n\n- [x] call the bank\n- [ ] write the **docs**', { kind: 'PLAN', day: '2026-01-16' });
  await api.write('Nothing of that week', { kind: 'DONE', day: '2026-02-03', audience: 'PUBLIC' });
  await api.write('The year before', { kind: 'DONE', day: '2025-01-15', minutes: 10 });
  await begin(page, 'ada');

  await test.step('the week says what there was, and every line opens its entry', async () => {
    await page.goto('/app/reviews/2026-W03');
    await expect(page.getByRole('heading', { level: 1, name: 'Week 3' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'In figures' })).toContainText('2 hr');
    const came = page.getByRole('region', { name: 'What it came to' });
    await expect(came.getByRole('region', { name: 'Done' }).getByRole('listitem')).toHaveText([/Shipped the parser/, /call the bank/]);
    await expect(came.getByRole('region', { name: 'Next' })).toContainText('write the docs');
    await expect(page.getByRole('region', { name: 'The same time in earlier years' })).toContainText('The year before');
    await settled(page);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('region', { name: 'In figures' }).getByRole('link', { name: '3', exact: true }).click();
    await expect(page.getByRole('article')).toHaveCount(3);
    await page.goBack();
  });

  await test.step('it is narrowed by the search, and saved as the server wrote it', async () => {
    const came = page.getByRole('region', { name: 'What it came to' });
    await came.getByRole('textbox').fill('kind:learned');
    await expect(came.getByRole('region', { name: 'Done' })).toHaveCount(0);
    const [file] = await Promise.all([page.waitForEvent('download'), came.getByRole('group', { name: 'Save as' }).getByRole('button', { name: 'Markdown' }).click()]);
    expect(file.suggestedFilename()).toBe('2026-W03.md');
    const text = readFileSync((await file.path()) ?? '', 'utf8');
    expect(text).toMatch(/^# 2026-W03 · kind:learned\n\n## Learned\n\n- Why the parser was slow · 0:30 \(\[2026-01-14\]\(http:\/\/[^)]+\/app\/journal\/[0-9a-z]{26}\)\)\n$/);
  });

  await test.step('an answer survives a reload before it is saved, and belongs to its week', async () => {
    await page.getByLabel('What moved?').fill('The parser, at last.');
    await page.reload();
    await expect(page.getByLabel('What moved?')).toHaveValue('The parser, at last.');
    await page.getByRole('form', { name: 'How did it go?' }).getByRole('button', { name: 'Save' }).click();
    const went = page.getByRole('region', { name: 'How it went' });
    await expect(went).toContainText('The parser, at last.');
    await went.getByRole('link', { name: 'Edit' }).click();
    await expect(page).toHaveURL(/\/app\/journal\/[0-9a-z]{26}\?edit=true/);
    await page.goto('/app/reviews/2026-W03');
    await expect(went).toContainText('What moved?');
    await page.locator('h1').click();
    await page.keyboard.press('k');
    await expect(page.getByRole('heading', { level: 1, name: 'Week 2' })).toBeVisible();
    await expect(page.locator('main')).toContainText('Nothing is logged for this time');
    await settled(page);
    expect(await findings(page)).toEqual([]);
  });

  await test.step('the year is a book: choose what is in it, and print it', async () => {
    await page.goto('/app/reviews/2026/book');
    const book = page.getByRole('article', { name: 'Book' });
    await expect(book.getByText('Shipped the parser')).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: '5 entries' })).toBeVisible();
    await settled(page);
    expect(await findings(page)).toEqual([]);
    const { pages, words } = await printed(await page.pdf());
    expect(pages).toBe(4); // cover, table of months, January, February
    expect(words).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeHidden();
    await expect(page.getByRole('navigation').first()).toBeHidden();
    await expect(book.getByText('Shipped the parser')).toBeVisible();
    await expect(book.locator('strong', { hasText: 'docs' })).toBeVisible();
    await page.emulateMedia({ media: null });
    await expect(book).toContainText('Who can see these entries: Private and Public');
    await page.getByRole('checkbox', { name: 'Private' }).uncheck();
    await expect(book).toContainText('Who can see these entries: Public');
    await expect(book.getByText('Nothing of that week')).toBeVisible();
    await expect(book.getByText('Shipped the parser')).toHaveCount(0);
    expect((await printed(await page.pdf())).pages).toBe(3);
  });
});

/** How many pages a PDF has, and how many pieces of text are drawn on them. */
async function printed(pdf: Buffer): Promise<{ pages: number; words: number }> {
  const { inflateSync } = await import('node:zlib');
  const raw = pdf.toString('latin1');
  let words = 0;
  for (const part of raw.matchAll(/stream\r?\n([\s\S]*?)endstream/g)) {
    try {
      const text = inflateSync(Buffer.from(part[1] ?? '', 'latin1')).toString('latin1');
      words += (text.match(/\bT[jJ]\b/g) ?? []).length;
    } catch {
      // not every stream is compressed text
    }
  }
  return { pages: (raw.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length, words };
}
