// Figures, not promises: what a key costs in a long entry, and what opening a timeline costs in a short and in a long
// journal. Nothing fails by a figure; run it on an idle machine with `make figures`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { enter, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--disable-frame-rate-limit'] }) });
test.setTimeout(1_800_000);

test('a key in an entry of 20,000 characters', async ({ page, instance, engine }) => {
  createUser(instance, 'ada');
  const paragraph = 'Read the **parser** again, with `code`, a [link](https://example.org), #go and _words_ that wrap.\n\n- [ ] a task\n- a row\n\n';
  const id = await Api.as(instance, 'ada').write(paragraph.repeat(Math.ceil(20_000 / paragraph.length)).slice(0, 20_000));
  await enter(page, 'ada');
  for (const place of ['Control+End', 'Control+Home']) {
    await page.goto(`/app/journal/${id}?edit=true`);
    const text = page.getByRole('textbox', { name: 'Entry text' });
    await expect(page.locator('.cm-content')).toBeVisible();
    await text.press(place);
    const took = await keys(page, 'the quick brown fox **jumps** over `the` lazy dog, #go and then some '.repeat(3));
    console.log(`${engine}: a key at ${place}: ${told(took)} ms to the paint, ${took.length} keys`);
  }
});

test('opening the timeline of 500 and of 50,000 entries', async ({ page, another, instance, engine }) => {
  const sizes = { few: 500, many: Number(process.env.ENTRIES ?? 50_000) };
  const pages: Record<string, Page> = { few: page, many: await another() };
  for (const [handle, size] of Object.entries(sizes)) {
    createUser(instance, handle);
    fill(instance.dir, handle, size);
    instance.run(['import', 'markdown', join(instance.dir, handle)], { env: Api.as(instance, handle, 'read,entries:write,profile:write').env });
    await enter(pages[handle]!, handle);
  }
  const took: Record<string, number[]> = { few: [], many: [] };
  for (let round = 0; round < 15; round++) {
    for (const [handle, its] of Object.entries(pages)) {
      await its.goto('/app/journal');
      took[handle]!.push(
        await its.evaluate(
          () =>
            new Promise<number>((resolve) => {
              const look = () => (document.querySelector('main article') ? resolve(performance.now()) : requestAnimationFrame(look));
              look();
            }),
        ),
      );
    }
  }
  for (const [handle, list] of Object.entries(took)) console.log(`${engine}: timeline of ${sizes[handle as 'few']} entries: ${told(list)} ms to the first entry`);
});

/** Types, and gives for each key the time from the event to the end of the frame that shows it, in milliseconds. */
async function keys(page: Page, text: string): Promise<number[]> {
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(window, { took });
    const painted = new MessageChannel();
    const waiting: number[] = [];
    painted.port1.onmessage = () => took.push(performance.now() - waiting.shift()!);
    window.addEventListener(
      'keydown',
      (event) => {
        waiting.push(event.timeStamp);
        requestAnimationFrame(() => painted.port2.postMessage(0));
      },
      { capture: true },
    );
  });
  await page.keyboard.type(text, { delay: 40 });
  await expect.poll(() => page.evaluate(() => (window as unknown as { took: number[] }).took.length)).toBeGreaterThanOrEqual(text.length);
  return await page.evaluate(() => (window as unknown as { took: number[] }).took);
}

/** Writes that many notes into a folder, over ten years. */
function fill(dir: string, name: string, size: number): void {
  mkdirSync(join(dir, name));
  for (let n = 0; n < size; n++) {
    const day = new Date(Date.UTC(2016, 0, 1) + Math.floor((n * 3650) / size) * 86_400_000).toISOString().slice(0, 10);
    writeFileSync(join(dir, name, `${n}.md`), `---\ndate: ${day}\n---\nNote ${n}: read the parser again and made the build faster. #go\n`);
  }
}

function told(list: number[]): string {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}`;
}
