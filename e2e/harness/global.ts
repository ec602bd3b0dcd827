import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Starts one PostgreSQL server for the run and a socket through which the workers ask it for fresh databases.
 * Both end with the run: the server stops when its standard input closes.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'tamatar-e2e-'));
  const binary = join(dir, 'testpg');
  execFileSync('go', ['build', '-o', binary, './tools/testpg'], { cwd: join(import.meta.dirname, '../..'), stdio: 'inherit' });
  const postgres = spawn(binary, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((line: string) => void)[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    postgres.once('exit', (code) => reject(new Error(`PostgreSQL did not start (${code})`)));
    waiting.push(() => resolve());
  });
  createInterface({ input: postgres.stdout }).on('line', (line) => waiting.shift()?.(line));
  await ready;

  const door = createServer((socket) => {
    waiting.push((dsn) => socket.end(dsn));
    postgres.stdin.write('new\n');
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('no port for the database door');
  process.env.E2E_DATABASE_DOOR = String(address.port);

  return async () => {
    door.close();
    const gone = new Promise((resolve) => postgres.once('exit', resolve));
    postgres.stdin.end();
    await gone;
    rmSync(dir, { recursive: true, force: true });
  };
}
