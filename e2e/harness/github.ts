import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';

const root = join(import.meta.dirname, '../..');

/** The fake GitHub of the repository, on a port of its own. Whoever presses a button is that person there. */
export class FakeGitHub {
  static readonly clientId = 'fake-client';

  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
    readonly address: string,
    readonly clientSecret: string,
  ) {}

  static async start(): Promise<FakeGitHub> {
    const folder = mkdtempSync(join(tmpdir(), 'fakegithub-'));
    const binary = join(folder, 'fakegithub');
    execFileSync('go', ['build', '-trimpath', '-o', binary, './tools/fakegithub'], { cwd: root, stdio: 'inherit' });
    const secret = execFileSync(binary, ['--secret'], { encoding: 'utf8' }).trim();
    const child = spawn(binary, ['--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /http:\S+/.exec(line);
        if (found) resolve(found[0]);
      });
      child.on('error', reject);
      child.on('exit', () => reject(new Error('the fake GitHub has ended')));
    });
    return new FakeGitHub(folder, child, address, secret);
  }

  /** Chooses who to be on GitHub's page, which is open; without a login it cancels. */
  async signIn(page: Page, login?: string): Promise<void> {
    await page.waitForURL(`${this.address}/**`);
    await page.getByRole('button', { name: login ? `Continue as ${login}` : 'Cancel', exact: true }).click();
  }

  stop(): void {
    this.process.removeAllListeners('exit');
    this.process.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
