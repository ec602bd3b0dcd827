import type { Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { textOf } from '../harness/journal.ts';
import { createUser, enter } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test.use({ settings: { TAMATAR_FILE_QUOTA_MEGABYTES: '1' } });

const editor = (page: Page) => page.getByRole('textbox', { name: 'Entry text' });
const waiting = (page: Page) => page.getByRole('list', { name: 'Files for this text' });

/** Hands a drawn picture to the editor, as the browser does for what is pasted or dropped. */
async function hand(page: Page, how: 'paste' | 'drop', name: string, noisy = false): Promise<void> {
  // Not to the plain field that stands in until the editor is there.
  await expect(page.locator('.cm-content')).toBeVisible();
  await editor(page).evaluate(
    async (target, { how, name, noisy }) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = noisy ? 900 : 120;
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      pen.fillStyle = name.startsWith('p') ? '#2a6' : '#a26';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      if (noisy) {
        const image = pen.getImageData(0, 0, canvas.width, canvas.height);
        for (let at = 0; at < image.data.length; at += 65_536) crypto.getRandomValues(image.data.subarray(at, at + 65_536));
        pen.putImageData(image, 0, 0);
      }
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
      const data = new DataTransfer();
      data.items.add(new File([blob ?? ''], name, { type: 'image/png' }));
      const more = { bubbles: true, cancelable: true };
      const box = target.getBoundingClientRect();
      target.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, ...more })
          : new DragEvent('drop', { dataTransfer: data, clientX: box.x + 30, clientY: box.bottom - 8, ...more }),
      );
    },
    { how, name, noisy },
  );
}

test('pictures and files in an entry: pasted, dropped, refused, described, shown, listed, deleted', async ({ page, instance, context }) => {
  createUser(instance, 'ada');
  await enter(page, 'ada');
  await page.goto('/app/journal/new');
  await editor(page).pressSequentially('Before ');

  await test.step('a pasted picture stands at the caret, and its description is asked for', async () => {
    await hand(page, 'paste', 'pasted.png');
    await waiting(page).getByLabel('What does “pasted.png” show?').fill('A green square');
    await waiting(page).getByRole('button', { name: 'Describe it' }).click();
    await expect(waiting(page)).toHaveCount(0);
    expect(await textOf(editor(page))).toMatch(/^Before !?\[?A green square/);
    await editor(page).pressSequentially(' after');
  });

  await test.step('a dropped one, and a file that is no picture', async () => {
    await hand(page, 'drop', 'drop.png');
    await waiting(page).getByRole('button', { name: 'It is decoration' }).click();
    await page.getByLabel('Choose files').setInputFiles({ name: 'build.log', mimeType: 'text/plain', buffer: Buffer.from('line one\n') });
    await expect(editor(page)).toContainText('build');
  });

  await test.step('refused: the kind, the size, the space, no network; the text stays', async () => {
    const before = await textOf(editor(page));
    const choose = page.getByLabel('Choose files');
    const refused = waiting(page).getByRole('alert');
    const leave = async () => {
      await waiting(page).getByRole('button', { name: 'Leave it out' }).click();
      await expect(waiting(page)).toHaveCount(0);
    };
    await choose.setInputFiles({ name: 'run.exe', mimeType: 'application/octet-stream', buffer: Buffer.from([0x4d, 0x5a, 0, 1, 255, 254]) });
    await expect(refused).toContainText('This kind of file is not kept here.');
    await leave();
    await choose.setInputFiles({ name: 'huge.txt', mimeType: 'text/plain', buffer: Buffer.alloc(11 << 20, 'a') });
    await expect(refused).toContainText('too large');
    await leave();
    await hand(page, 'paste', 'noise.png', true);
    await expect(refused).toContainText('Your space for files is full.');
    await leave();
    await context.setOffline(true);
    await choose.setInputFiles({ name: 'tunnel.txt', mimeType: 'text/plain', buffer: Buffer.from('in a tunnel\n') });
    await expect(refused).toContainText('cannot be reached');
    expect(await textOf(editor(page))).toBe(before);
    await context.setOffline(false);
    await waiting(page).getByRole('button', { name: 'Try again' }).click();
    await expect(editor(page)).toContainText('tunnel');
    await expect(waiting(page)).toHaveCount(0);
  });

  await test.step('the entry shows them, and its files stand below', async () => {
    await page.getByRole('button', { name: 'Save the entry' }).click();
    await expect(editor(page)).toHaveCount(0);
    const { viewer } = await Api.as(instance, 'ada').ask<{ viewer: { entries: { nodes: { id: string }[] } } }>(
      'query { viewer { entries(first: 1) { nodes { id } } } }',
    );
    await page.goto(`/app/journal/${viewer.entries.nodes[0]?.id}`);
    const picture = page.getByRole('img', { name: 'A green square' });
    await expect.poll(() => picture.evaluate((node) => (node as HTMLImageElement).naturalWidth)).toBe(120);
    const files = page.getByRole('list', { name: 'Files of this entry' }).getByRole('listitem');
    await expect(files).toHaveCount(4);
    await expect(files.filter({ hasText: 'drop.png' })).toContainText('not described');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /Download “build/ }).click();
    expect((await download).suggestedFilename()).toMatch(/^build/);
  });

  await test.step('all own files, where they are used, and one less', async () => {
    await page.goto('/app/settings/files');
    const files = page.getByRole('list', { name: 'Your files' }).getByRole('listitem');
    await expect(files).toHaveCount(4);
    await expect(page.getByText(/· 4 files/)).toBeVisible();
    await expect(files.filter({ hasText: 'pasted.png' }).getByRole('link', { name: /Before/ })).toBeVisible();
    await page.getByRole('button', { name: 'Delete “pasted.png”' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(files).toHaveCount(3);
    await expect(page.getByText(/· 3 files/)).toBeVisible();
  });
});
