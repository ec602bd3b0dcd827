import type { FrameLocator, Page } from '@playwright/test';
import { Api } from '../harness/api.ts';
import { findings } from '../harness/look.ts';
import { begin, createUser } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

const fence = (source: string) => `A diagram\n\n\`\`\`mermaid\n${source}\n\`\`\``;

/** What somebody may put into a diagram to get out of it, or to keep the page busy. */
const hostile: readonly string[] = [
  'flowchart TD\n  A["<img src=x onerror=parent.postMessage({stolen:1},\'*\')>"] --> B["<script>alert(1)</script>"]',
  'flowchart TD\n  A --> B\n  click A "javascript:alert(1)" _top\n  click B call alert(1)\n  click A href "https://evil.example/x" _top',
  '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}, "secure": []}}%%\nflowchart TD\n  A["<iframe srcdoc=\'<script>top.location=1</script>\'></iframe>"] --> B',
  '---\nconfig:\n  securityLevel: loose\n  theme: base\n  themeVariables:\n    primaryColor: "red; } @import url(https://evil.example/x.css); a {"\n---\nflowchart TD\n  A --> B',
  'sequenceDiagram\n  participant A\n  link A: Board @ javascript:alert(1)\n  A->>A: <svg onload=alert(1)>',
];

/** Opens an entry and gives the frame of its diagram once it is drawn. */
async function drawn(page: Page, id: string): Promise<FrameLocator> {
  await page.goto(`/app/journal/${id}`);
  await expect(page.locator('figure[data-drawn] iframe')).toBeVisible({ timeout: 60_000 });
  return page.frameLocator('figure[data-drawn] iframe');
}

test('a diagram is drawn in a frame of its own, with its source at hand, and nothing gets out of it', async ({ page, instance, faults }) => {
  // Each diagram loads its library into a frame of its own: on a busy machine that adds up.
  test.setTimeout(480_000);
  createUser(instance, 'ada');
  const api = Api.as(instance, 'ada');
  await begin(page, 'ada');
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(instance.url)) outside.push(request.url());
  });
  page.on('dialog', (dialog) => {
    outside.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });

  await test.step('the picture stands there, named by its source, which is text as well', async () => {
    const frame = await drawn(page, await api.write(fence('flowchart TD\n  Idea --> Draft\n  Draft --> Done')));
    await expect(frame.getByText('Draft', { exact: true })).toBeVisible();
    await expect(page.locator('iframe')).toHaveAttribute('title', /Diagram: flowchart TD Idea --> Draft/);
    await page.getByText('Source of the diagram').click();
    await expect(page.locator('pre')).toContainText('Idea --> Draft');
    expect(await findings(page)).toEqual([]);
  });

  await test.step('the frame has an origin of its own: neither the page nor storage nor the network', async () => {
    const frame = page.frames().find((one) => one.url().endsWith('/diagram/frame.html'));
    const reach = await frame?.evaluate(async () => {
      const tried = async (act: () => unknown) => {
        try {
          await act();
          return 'done';
        } catch {
          return 'refused';
        }
      };
      return [
        self.origin,
        await tried(() => parent.document.title),
        await tried(() => document.cookie),
        await tried(() => localStorage.length),
        await tried(() => fetch('/graphql', { method: 'POST' })),
        await tried(() => fetch('https://evil.example/')),
      ];
    });
    expect(reach).toEqual(['null', 'refused', 'refused', 'refused', 'refused', 'refused']);
    // What the frame itself was refused just now was asked for by this test; nothing of it reached the page.
    const reports = faults.filter((fault) => fault.startsWith('report:'));
    expect(reports).toEqual([]);
    faults.splice(0);
    outside.splice(0);
  });

  for (const [index, source] of hostile.entries()) {
    await test.step(`what is meant to break out stays inside: ${index + 1}`, async () => {
      const id = await api.write(fence(source));
      await page.goto(`/app/journal/${id}`);
      await expect(page.locator('figure[data-drawn] iframe').or(page.getByText('This diagram cannot be drawn.'))).toBeVisible({ timeout: 60_000 });
      for (const frame of page.frames().slice(1)) {
        const found = await frame.evaluate(() => {
          const all = [...document.querySelectorAll('main *')];
          const acts = all.filter((node) => [...node.attributes].some((one) => /^on/i.test(one.name) || /^\s*javascript:/i.test(one.value)));
          return [...acts, ...document.querySelectorAll('main script, main iframe, main img, main image, main object')].map((node) => node.outerHTML.slice(0, 200));
        });
        expect(found).toEqual([]);
      }
      await expect(page).toHaveURL(new RegExp(`/app/journal/${id}`));
    });
  }

  await test.step('what is too long or wrong stays text, and the page still answers', async () => {
    const edges = Array.from({ length: 290 }, (_, n) => `  n${n % 40} --> n${(n * 7) % 40}`).join('\n');
    for (const source of [`flowchart TD\n${'  A --> B\n'.repeat(1200)}`, 'flowchart TD\n  A --', `flowchart TD\n${edges}`]) {
      const id = await api.write(fence(source));
      await page.goto(`/app/journal/${id}`);
      await expect(page.locator('figure[data-drawn] iframe').or(page.getByText('This diagram cannot be drawn.'))).toBeVisible({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Edit' }).first().click();
      await expect(page).toHaveURL(/edit=true/);
    }
  });

  expect(outside).toEqual([]);
  // The frame's own policy stopped what the library let through; the page's was never touched, so nothing was reported.
  expect(faults.filter((fault) => !fault.includes("directive 'script-src 'self''"))).toEqual([]);
  faults.splice(0);
});
