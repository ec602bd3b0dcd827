import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Engine = 'sqlite' | 'postgres';

const binary = process.env.TAMATAR_BINARY ?? join(import.meta.dirname, '../../bin/tamatar');

/** One running instance on a fresh database, with the development mailbox. */
export class Instance {
  private process: ChildProcess | undefined;

  private constructor(
    readonly engine: Engine,
    readonly dir: string,
    readonly port: number,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async start(engine: Engine, extra: Record<string, string> = {}): Promise<Instance> {
    const dir = mkdtempSync(join(tmpdir(), 'tamatar-e2e-'));
    const [port, ops] = await Promise.all([freePort(), freePort()]);
    const instance = new Instance(engine, dir, port, {
      PATH: process.env.PATH,
      HOME: dir,
      TAMATAR_DATA_DIR: join(dir, 'data'),
      TAMATAR_DATABASE_URL: engine === 'sqlite' ? `sqlite:${join(dir, 'tamatar.db')}` : await freshDatabase(),
      // On localhost browsers accept Secure cookies without https.
      TAMATAR_BASE_URL: `http://localhost:${port}`,
      TAMATAR_LISTEN: `127.0.0.1:${port}`,
      TAMATAR_OPS_LISTEN: `127.0.0.1:${ops}`,
      TAMATAR_REGISTRATION: 'open',
      TAMATAR_DEV: 'true',
      ...Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, value.replaceAll('{port}', String(port))])),
    });
    await instance.boot();
    return instance;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Where people reach it: below a path, when the test has chosen one. */
  get address(): string {
    return this.env.TAMATAR_BASE_URL ?? this.url;
  }

  /** What the server has written so far: the claim link is in it. */
  log(): string {
    return readFileSync(join(this.dir, 'server.log'), 'utf8');
  }

  /** The one-time link of the first start. */
  claimLink(): string {
    const link = /http:\/\/localhost:\d+\/claim\?\S+/.exec(this.log())?.[0];
    if (link === undefined) throw new Error(`no claim link in the log:\n${this.log()}`);
    return link;
  }

  /** Runs a subcommand of the binary on the same database and gives what it printed. */
  run(args: string[], options: { input?: string; env?: Record<string, string>; cwd?: string } = {}): string {
    return execFileSync(binary, args, {
      env: { ...this.env, ...options.env },
      input: options.input ?? '',
      encoding: 'utf8',
      cwd: options.cwd ?? this.dir,
    });
  }

  /** Starts the server, with settings that hold from then on for subcommands too, and waits until it is ready. */
  async boot(settings: Record<string, string> = {}): Promise<void> {
    Object.assign(this.env, settings);
    const log = openSync(join(this.dir, 'server.log'), 'a');
    this.process = spawn(binary, ['serve'], { env: this.env, stdio: ['ignore', log, log], cwd: this.dir });
    for (let tries = 0; tries < 400; tries++) {
      if (this.process.exitCode !== null) break;
      const answer = await fetch(`${this.address}/sign-in`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await this.stop('SIGKILL');
    throw new Error(`the server did not get ready:\n${this.log()}`);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const process = this.process;
    if (process === undefined || process.exitCode !== null) return;
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Asks the run's PostgreSQL server for a database of its own. */
async function freshDatabase(): Promise<string> {
  return await new Promise((resolve, reject) => {
    let dsn = '';
    const socket = connect(Number(process.env.E2E_DATABASE_DOOR), '127.0.0.1');
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      dsn += chunk;
    });
    socket.on('end', () => resolve(dsn.trim()));
    socket.on('error', reject);
  });
}
