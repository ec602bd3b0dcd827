import { execFileSync } from 'node:child_process';

/** Runs git and gives what it printed. */
export function git(args: string[], cwd?: string): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'ignore'] });
}

/** The address with the most commits. */
export function mostActive(repository: string): string {
  const counts = new Map<string, number>();
  for (const email of git(['log', '--use-mailmap', '--format=%aE'], repository).trim().split('\n')) {
    counts.set(email, (counts.get(email) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** Commits per day of one address, each by the author's own clock, as `git log` tells it. */
export function commitsPerDay(repository: string, email: string): Map<string, number> {
  const days = new Map<string, number>();
  for (const line of git(['log', '--use-mailmap', '--format=%aE %ad', '--date=format:%Y-%m-%d'], repository).trim().split('\n')) {
    const [author, day] = line.split(' ');
    if (author?.toLowerCase() !== email.toLowerCase() || !day) continue;
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return days;
}
