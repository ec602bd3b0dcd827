import { findings, settled, sticksOut } from '../harness/look.ts';
import { expect, test } from '../harness/test.ts';

test.use({ settings: { TAMATAR_DEMO: '24h', TAMATAR_DEV: 'false' } });

test('a stranger looks around as one of three people, and can change nothing', async ({ page }) => {
  test.setTimeout(240_000);
  await test.step('the choice of people, in every look', async () => {
    // The people are made while the instance already answers.
    await expect(async () => {
      await page.goto('/demo');
      await expect(page.getByRole('button').first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 120_000 });
    for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }] as const) {
      await page.emulateMedia(look);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await findings(page), `${look.colorScheme} ${width}`).toEqual([]);
        expect(await sticksOut(page)).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  await test.step('one click leads in, and the banner says when all is made anew', async () => {
    await page.getByRole('button').filter({ hasText: /Amara/ }).first().click();
    await page.waitForURL('**/app/**');
    await settled(page);
    await expect(page.getByText(/made anew|demonstration/i).first()).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.goto('/app/journal');
    await expect(page.getByRole('main').getByRole('article').first()).toBeVisible();
  });

  await test.step('what is written is refused with a sentence', async () => {
    const answer = await page.evaluate(async () => {
      const query = 'mutation{writeEntry(input:{clientId:"a-visitor-writes",body:"x"}){entry{id} errors{message}}}';
      const headers = { 'Content-Type': 'application/json', 'X-Tamatar': '1' };
      return await (await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
    });
    expect(answer).toMatch(/demonstration|read/i);
    expect(answer).not.toContain('"id"');
  });
});
