import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type AuditResult, serverAudits } from 'graphql-http';
import { Api } from '../harness/api.ts';
import { createUser } from '../harness/people.ts';
import { relayWithToken } from '../harness/relay.ts';
import { expect, test } from '../harness/test.ts';

/** What breaks a MUST or a SHOULD; a notice is about what the specification leaves open (MAY). */
const failed = (results: AuditResult[]) =>
  results.flatMap((result) =>
    result.status === 'error' || result.status === 'warn' ? [`${result.id} ${result.name}: ${result.reason}`] : [],
  );

/**
 * Leaves what was measured where the next build of the binary finds it (settings, About), when TAMATAR_CONFORMANCE names
 * that folder.
 */
const record = (name: string, measured: { standard: string; suite: string; passed: number; total: number; note: string }) => {
  const folder = process.env.TAMATAR_CONFORMANCE;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(measured)}\n`);
};

const version = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../node_modules/${name}/package.json`), 'utf8')).version as string;

const audited = async (url: string, headers: Record<string, string> = {}) => {
  const fetchFn = (to: string, init?: RequestInit) =>
    fetch(to, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers } });
  const results = await Promise.all(serverAudits({ url, fetchFn }).map((one) => one.fn()));
  expect(results.length).toBeGreaterThan(50);
  return results;
};

const audit = async (url: string, headers: Record<string, string> = {}) => failed(await audited(url, headers));

test('GraphQL over HTTP: every MUST and every SHOULD of the audit', async ({ instance }) => {
  createUser(instance, 'ada');
  const { token } = Api.as(instance, 'ada');
  const results = await audited(`${instance.url}/graphql`, { Authorization: `Bearer ${token}` });
  expect(failed(results)).toEqual([]);
  const passed = results.filter(({ status }) => status === 'ok').length;
  record('graphql-over-http', {
    standard: 'GraphQL over HTTP',
    suite: `graphql-http ${version('graphql-http')}`,
    passed,
    total: results.length,
    note: passed < results.length ? 'Every MUST and every SHOULD; the others are about what the standard leaves open' : '',
  });
});

test('GraphQL over HTTP: strangers get everything but the schema', async ({ instance }) => {
  // These three ask for __type, which only signed-in callers may: a choice, not a fault of the transport.
  const problems = await audit(`${instance.url}/graphql`);
  expect(problems.map((problem) => problem.slice(0, 4)).sort()).toEqual(['28B9', '2EA1', 'BF61']);
});

test('GraphQL over HTTP: the audit is able to fail', async ({ instance }) => {
  expect((await audit(`${instance.url}/sign-in`)).length).toBeGreaterThan(20);
});

test('MCP: every scenario of the conformance suite that applies', async ({ instance }) => {
  createUser(instance, 'ada');
  const relay = await relayWithToken(new URL(instance.url), Api.as(instance, 'ada').token);
  const run = promisify(execFile)(
    process.execPath,
    [
      join(import.meta.dirname, '../node_modules/@modelcontextprotocol/conformance/dist/index.js'),
      ...['server', '--url', `${relay.url}/mcp`, '--suite', 'all'],
      ...['--expected-failures', join(import.meta.dirname, '../mcp-baseline.yml')],
    ],
    { cwd: instance.dir },
  );
  // A failure is an answer as well: what the suite printed says which scenario it was.
  const { stdout, stderr, code } = (await run.catch((failure) => failure)) as { stdout: string; stderr: string; code?: number };
  expect(code, `${stdout}\n${stderr}`).toBeUndefined();
  const passed = [...stdout.matchAll(/^✓ (\S+): ([1-9]\d*) passed, 0 failed$/gm)].map((line) => line[1]);
  expect(passed).toEqual([
    'server-initialize',
    'logging-set-level',
    'ping',
    'tools-list',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
  ]);
  const checks = [...stdout.matchAll(/^[✓✗] (\S+): (\d+) passed, (\d+) failed$/gm)].filter((line) => passed.includes(line[1]));
  const sum = (part: number) => checks.reduce((all, line) => all + Number(line[part]), 0);
  record('mcp', {
    standard: 'Model Context Protocol',
    suite: `@modelcontextprotocol/conformance ${version('@modelcontextprotocol/conformance')}`,
    passed: sum(2),
    total: sum(2) + sum(3),
    note: `Checks of the ${passed.length} server scenarios that apply; the others ask for parts that this server does not have`,
  });
  relay.close();
});
