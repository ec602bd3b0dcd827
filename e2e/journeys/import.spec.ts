import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { commitsPerDay, git, mostActive } from '../harness/history.ts';
import { entries, textOf } from '../harness/journal.ts';
import { createUser, enter, expectDashboard, signIn } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';
import { zip } from '../harness/zip.ts';

const root = join(import.meta.dirname, '../..');
const bundle = join(root, '../shared/data/history-a.bundle');

const notes: Record<string, string> = {
  'daily/2026-03-01.md': '# Sprint planning\n\nSplit the importer into two. #planning\n',
  'daily/2026-03-02.md': 'Wrote the parser for dated file names.\n\n- [ ] odd names\n',
  'meetings/retro.md': '---\ndate: 2026-03-03\ntags: [retro, team]\n---\n\nWhat went well: the tests.\n',
  'readme.md': 'No day anywhere in this one.\n',
};

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamatar-e2e-notes-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeNotes(): string {
  const vault = join(folder, 'vault');
  for (const [path, text] of Object.entries(notes)) {
    mkdirSync(join(vault, path, '..'), { recursive: true });
    writeFileSync(join(vault, path), text);
  }
  return vault;
}

function rowOf(page: Page, path: string) {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: path }) });
}

test('a folder of daily notes: preview, import, and again without doubling', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  const vault = writeNotes();
  await page.goto('/app/settings/data');
  await page.getByRole('link', { name: 'Import notes' }).click();
  await expect(page.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible();

  await test.step('the preview says what becomes of each file and writes nothing', async () => {
    await page.getByLabel('Folder to import').setInputFiles(vault);
    await expect(page.getByText('3 new entries.')).toBeVisible();
    await expect(rowOf(page, '2026-03-01.md')).toContainText('Sprint planning');
    await expect(rowOf(page, '2026-03-01.md')).toContainText('from the name');
    await expect(rowOf(page, '2026-03-01.md')).toContainText('#planning');
    await expect(rowOf(page, 'retro.md')).toContainText('from the front matter');
    await expect(rowOf(page, 'retro.md')).toContainText('3 Mar 2026');
    await expect(rowOf(page, 'readme.md')).toContainText('Left out');
    expect(await Api.as(instance, 'ada').year(2026)).toEqual([]);
  });

  await test.step('import: drafts on the right days', async () => {
    await page.getByRole('button', { name: 'Import 3 entries' }).click();
    await expect(page.getByText('3 entries were imported.')).toBeVisible();
    await page.getByRole('link', { name: 'Look through the drafts' }).click();
    await expect(entries(page)).toHaveCount(3);
    const draft = entries(page).filter({ hasText: 'Sprint planning' });
    await expect(draft).toContainText('From your notes');
    await draft.getByRole('button', { name: /^Accept/ }).click();
    await expect(entries(page)).toHaveCount(2);
    await page.goto('/app/journal?day=2026-03-03');
    await expect(entries(page)).toHaveCount(1);
    await expect(entries(page).getByRole('link', { name: /^#?\s*retro$/ })).toBeVisible();
  });

  await test.step('again: nothing is new', async () => {
    await page.goto('/app/import');
    await page.getByLabel('Folder to import').setInputFiles(vault);
    await expect(page.getByText('There is nothing new in these files.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
  });
});

test('a zip of notes, and what is no zip and no text', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.goto('/app/import');
  const files = page.getByLabel('Files to import');

  await files.setInputFiles({ name: 'notes.zip', mimeType: 'application/zip', buffer: zip(notes) });
  await expect(page.getByText('3 new entries.')).toBeVisible();
  await page.getByRole('button', { name: 'Choose other files' }).click();

  await files.setInputFiles({ name: 'broken.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04 not really') });
  await expect(page.getByRole('alert').or(page.getByText('Left out')).first()).toBeVisible();
  await page.goto('/app/import');

  await files.setInputFiles([
    { name: '2026-03-04.md', mimeType: 'text/markdown', buffer: Buffer.from([0x68, 0x69, 0xff, 0xfe, 0x0a]) },
    { name: '2026-03-05.md', mimeType: 'text/markdown', buffer: Buffer.from('nul \0 inside') },
    { name: '2026-03-06.md', mimeType: 'text/markdown', buffer: Buffer.from('good') },
  ]);
  await expect(page.getByText('1 new entry.')).toBeVisible();
  await expect(rowOf(page, '2026-03-04.md')).toContainText('Left out');
  await expect(rowOf(page, '2026-03-05.md')).toContainText('Left out');
  await page.getByRole('button', { name: 'Import 1 entry' }).click();
  await expect(page.getByText('1 entry was imported.')).toBeVisible();
});

test('what a bookmark or a phone shares begins an entry, once', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.goto('/app/journal/new');
  const text = page.getByRole('textbox', { name: 'Entry text' });
  await text.pressSequentially('Begun before');
  await page.goto('/app/settings/capture');
  const bookmark = page.getByRole('link', { name: 'Log this page' });
  await expect(bookmark).toHaveAttribute('href', /^javascript:void open\("http.*\/app\/journal\/new\?"/);
  await page.goto('/app/import');
  await expect(page.getByText(/^git clone http.*\/git\/ada\/journal\.git$/)).toBeVisible();
  await page.goto('/app/journal/new?title=A+page&url=https%3A%2F%2Fexample.org%2Fx&text=words');
  await expect(text).toContainText('Begun before');
  await expect(text).toContainText('A page');
  await expect(text).toContainText('words');
  await expect(page).toHaveURL(/\/app\/journal\/new$/);
  await page.reload();
  await expect(text).toContainText('A page');
  expect((await textOf(text)).match(/A page/g)).toHaveLength(1);
});

test('notes from the terminal', async ({ instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  const vault = writeNotes();
  expect(instance.run(['import', 'markdown', '--dry-run', vault], { env: api.env })).toMatch(/would add 3/);
  expect(await api.year(2026)).toEqual([]);
  expect(instance.run(['import', 'markdown', vault], { env: api.env })).toMatch(/added 3/);
  expect(instance.run(['import', 'markdown', vault], { env: api.env })).toMatch(/added 0, knew 3/);
  expect((await api.year(2026)).map((day) => day.day)).toEqual(['2026-03-01', '2026-03-02', '2026-03-03']);
});

/** Imports a repository and compares every day of every year with what git says. */
async function compare(page: Page, api: Api, run: (args: string[]) => string, repository: string): Promise<void> {
  const email = mostActive(repository);
  const expected = commitsPerDay(repository, email);
  const years = [...new Set([...expected.keys()].map((day) => Number(day.slice(0, 4))))].sort();

  expect(run(['import', 'git', '--dry-run', '--email', email, repository])).toContain(`would add ${expected.size}`);
  for (const year of years) expect(await api.year(year)).toEqual([]);
  expect(run(['import', 'git', '--email', email, repository])).toContain(`added ${expected.size}`);

  const imported = new Map<string, number>();
  for (const year of years) {
    for (const day of await api.year(year)) {
      expect(day.entries).toBe(1);
      imported.set(day.day, day.sourceItems);
    }
  }
  expect(Object.fromEntries([...imported].sort())).toEqual(Object.fromEntries([...expected].sort()));
  expect(run(['import', 'git', '--email', email, repository])).toMatch(/added 0/);

  // The dashboard tells the same, day by day, for the newest year.
  const year = years.at(-1) ?? 0;
  await page.goto('/app');
  await page.getByLabel('Period').selectOption({ label: String(year) });
  const grid = page.getByRole('grid', { name: 'Your year, day by day' });
  // The grid of the last twelve months stands until that of the year is there; it has the first of January too.
  await expect(grid.locator(`a[href$="day=${year}-01-01"]`)).toBeVisible();
  await expect(grid.locator(`a[href*="day=${year - 1}-"]`)).toHaveCount(0);
  const shown = await grid.getByRole('link').evaluateAll((days) =>
    days.flatMap((day) => {
      const label = day.getAttribute('aria-label') ?? '';
      const commits = /from ([\d,.]+) commits?/.exec(label)?.[1];
      const date = /day=(\d{4}-\d\d-\d\d)/.exec(day.getAttribute('href') ?? '')?.[1];
      return commits && date ? [[date, Number(commits.replace(/\D/g, ''))] as const] : [];
    }),
  );
  expect(shown.sort()).toEqual([...expected].filter(([day]) => day.startsWith(String(year))).sort());
  const [busiest] = [...expected].filter(([day]) => day.startsWith(String(year))).sort((a, b) => b[1] - a[1])[0] ?? [''];
  await grid.locator(`a[href$="day=${busiest}"]`).click();
  await page.waitForURL(new RegExp(`day=${busiest}`));
  await expect(entries(page)).toHaveCount(1);
  const commits = expected.get(busiest) ?? 0;
  await expect(entries(page)).toContainText(commits === 1 ? '1 commit' : `${commits} commits`);
}

test('the history of this repository, by the days of its authors', async ({ page, instance }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  const api = Api.as(instance, 'ada');
  await compare(page, api, (args) => instance.run(args, { env: api.env }), root);
});

if (existsSync(bundle)) {
  test('a long history over many time zones', async ({ page, instance }) => {
    const repository = join(folder, 'history');
    git(['clone', '--quiet', '--branch', 'ref0', bundle, repository]);
    createUser(instance, 'ada');
    await enter(page, 'ada');
    const api = Api.as(instance, 'ada');
    await compare(page, api, (args) => instance.run(args, { env: api.env }), repository);
  });
}

test('three demo people come with eighteen months, and go again', async ({ page, instance, another }) => {
  createUser(instance, 'ada');
  const printed = instance.run(['demo']);
  const secret = /password (\S+)/.exec(printed)?.[1] ?? '';
  const handles = [...printed.matchAll(/^(\S+): \d+ entries/gm)].map((match) => match[1] ?? '');
  expect(handles).toHaveLength(3);
  const handle = handles[0] ?? '';

  await signIn(page, handle, secret);
  await expectDashboard(page);
  await expect(page.locator('#streak')).toContainText(/\d+ days?/);
  const grid = page.getByRole('grid', { name: 'Your year, day by day' });
  await expect.poll(() => grid.getByRole('link', { name: /: \d+ entr/ }).count()).toBeGreaterThan(100);
  const day = grid.getByRole('link', { name: /: [2-9] entries/ }).last();
  const label = (await day.getAttribute('aria-label')) ?? '';
  await day.click();
  await expect(entries(page)).toHaveCount(Number(/: (\d+) entries/.exec(label)?.[1]));

  expect(instance.run(['demo'])).toMatch(new RegExp(`^${handle}: 0 entries added`, 'm'));
  instance.run(['demo', '--remove']);
  const guest = await another();
  await guest.goto('/sign-in');
  await guest.getByLabel('Email or handle').fill(handle);
  await guest.getByLabel('Password', { exact: true }).fill(secret);
  await guest.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(guest.getByRole('alert')).toBeVisible();
  const left = instance.run(['user', 'list']);
  expect(left).toContain('ada');
  for (const gone of handles) expect(left).not.toContain(`${gone}@`);
});

test('an entry of the terminal that finds no server is kept and sent later', async ({ instance }) => {
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await instance.stop();
  expect(() => instance.run(['log', 'Written in a tunnel'], { env: api.env })).toThrow(/kept in/);
  await instance.boot();
  instance.run(['log', 'Back in the light'], { env: api.env });
  const { viewer } = await api.ask<{ viewer: { entries: { nodes: { title: string }[] } } }>(
    'query { viewer { entries(first: 10) { nodes { title } } } }',
  );
  expect(viewer.entries.nodes.map((entry) => entry.title).sort()).toEqual(['Back in the light', 'Written in a tunnel']);
});
