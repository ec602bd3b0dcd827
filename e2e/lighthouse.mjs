// Lighthouse (mobile) on strangers' pages and on the signed-in dashboard, in turns, so that a noisy moment of the
// machine does not fall on one page alone. Fails below the floors; prints the median of each category.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { chromium } from '@playwright/test';

// A shared machine says little about speed: in CI the performance is printed, and the other categories decide.
const enforcePerformance = !process.env.CI;
const rounds = Number(process.env.ROUNDS ?? (process.env.CI ? 1 : 3));
const port = 18_000 + (process.pid % 2000);
const url = `http://localhost:${port}`;
const binary = process.env.TAMATAR_BINARY ?? join(import.meta.dirname, '../bin/tamatar');
const password = 'correct-horse-battery-9';

/** Floors are for an idle machine. */
const pages = [
  { path: '/', performance: 95 },
  { path: '/sign-in', performance: 95 },
  { path: '/sign-up', performance: 95 },
  { path: '/app/', performance: 80, signedIn: true },
];

const dir = mkdtempSync(join(tmpdir(), 'tamatar-lighthouse-'));
const env = {
  PATH: process.env.PATH,
  HOME: dir,
  TAMATAR_DATA_DIR: join(dir, 'data'),
  TAMATAR_BASE_URL: url,
  TAMATAR_LISTEN: `127.0.0.1:${port}`,
  TAMATAR_OPS_LISTEN: 'off',
  TAMATAR_REGISTRATION: 'open',
};
const run = (args, input = '', key = '') => execFileSync(binary, args, { env: { ...env, TAMATAR_TOKEN: key }, input, encoding: 'utf8' });
run(['user', 'create', '--handle', 'ada', '--email', 'ada@example.org', '--role', 'admin', '--password-stdin'], password);
const token = run(['user', 'token', 'ada']).trim();

const log = openSync(join(dir, 'server.log'), 'a');
const server = spawn(binary, ['serve'], { env, stdio: ['ignore', log, log] });
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

let failed = false;
try {
  await ready();
  for (let n = 0; n < 5; n++) run(['log', `An entry to look at, number ${n}`, '-t', 'go', '-m', '30', '--url', url], undefined, token);
  const cookie = await signIn();
  await onboard(cookie);
  const [jar] = (await chromium.connectOverCDP(`http://127.0.0.1:${chrome.port}`)).contexts();
  const scores = new Map(pages.map((page) => [page.path, []]));
  for (let round = 0; round < rounds; round++) {
    for (const page of pages) {
      await jar.clearCookies();
      if (page.signedIn) await jar.addCookies(cookie.split('; ').map(asCookie));
      const result = await lighthouse(
        `${url}${page.path}`,
        { port: chrome.port, output: 'json', logLevel: 'error' },
        { extends: 'lighthouse:default', settings: { formFactor: 'mobile', onlyCategories: ['performance', 'accessibility', 'best-practices'], skipAudits: ['is-on-https', 'redirects-http'] } },
      );
      const shown = new URL(result.lhr.finalDisplayedUrl).pathname;
      if (shown.replace(/\/$/, '') !== page.path.replace(/\/$/, '')) throw new Error(`${page.path} led to ${shown}: another page was measured`);
      scores.get(page.path).push(result.lhr);
    }
  }
  for (const page of pages) failed = report(page, scores.get(page.path)) || failed;
} finally {
  await chrome.kill();
  server.kill();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

/** The median of some figures, to two digits behind the point. */
function middle(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] * 100) / 100;
}

/** Prints one page's medians; true when one is below its floor. */
function report(page, results) {
  const median = (category) => {
    const sorted = results.map((r) => Math.round(r.categories[category].score * 100)).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  };
  const got = { performance: median('performance'), accessibility: median('accessibility'), practices: median('best-practices') };
  const slow = enforcePerformance && got.performance < page.performance;
  const low = slow || got.accessibility < 100 || got.practices < 100;
  console.log(`${low ? 'FAIL' : 'ok  '} ${page.path.padEnd(10)} performance ${got.performance} (≥ ${page.performance}), accessibility ${got.accessibility}, best practices ${got.practices}`);
  const figures = [['first paint', 'first-contentful-paint'], ['largest paint', 'largest-contentful-paint'], ['blocked', 'total-blocking-time'], ['shift', 'cumulative-layout-shift'], ['speed index', 'speed-index']];
  console.log(`     ${figures.map(([name, id]) => `${name} ${middle(results.map((r) => r.audits[id].numericValue))}`).join(', ')}`);
  if (low) {
    for (const category of ['accessibility', 'best-practices']) {
      for (const ref of results[0].categories[category].auditRefs) {
        const audit = results[0].audits[ref.id];
        if (audit.score !== null && audit.score < 1 && ref.weight > 0) console.log(`     ${category}: ${audit.id}: ${audit.title}`);
      }
    }
  }
  return low;
}

async function ready() {
  for (let n = 0; n < 200; n++) {
    if (await fetch(`${url}/sign-in`).then((r) => r.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not start');
}

/** A cookie of a request header as the browser keeps it. */
function asCookie(text) {
  const at = text.indexOf('=');
  return { name: text.slice(0, at), value: text.slice(at + 1), domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' };
}

/** Goes past the first run, which would stand in the place of the dashboard. */
async function onboard(cookie) {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Tamatar': '1', Cookie: cookie },
    body: JSON.stringify({ query: 'mutation { finishOnboarding { errors { message } } }' }),
  });
  const { data, errors } = await answer.json();
  if (!data?.finishOnboarding) throw new Error(`the first run cannot be finished: ${JSON.stringify(errors)}`);
}

/** Signs in as the form does and gives the session cookie as a request header. */
async function signIn() {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: url },
    body: new URLSearchParams({ login: 'ada', password }),
  });
  const cookies = answer.headers.getSetCookie().map((c) => c.split(';')[0]);
  if (!cookies.some((c) => c.startsWith('__Host-tamatar_session='))) throw new Error(`sign-in answered ${answer.status}`);
  return cookies.join('; ');
}
