import type { Instance } from './instance.ts';

/** Speaks GraphQL as a person, with a personal access token: for what a test needs to stand there before it begins. */
export class Api {
  private constructor(
    private readonly url: string,
    readonly token: string,
  ) {}

  static as(instance: Instance, handle: string, scopes = 'read,entries:write,profile:write'): Api {
    const printed = instance.run(['user', 'token', handle, '--scope', scopes]);
    return new Api(instance.url, printed.trim());
  }

  /** Settings for `tamatar log` and `tamatar import`. */
  get env(): Record<string, string> {
    return { TAMATAR_URL: this.url, TAMATAR_TOKEN: this.token };
  }

  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Tamatar': '1', Authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await answer.json()) as { data?: T; errors?: { message: string }[] };
    if (body.data == null || body.errors?.length) throw new Error(`${answer.status}: ${JSON.stringify(body.errors)}`);
    return body.data;
  }

  /** Writes an entry and gives its id. */
  async write(body: string, more: Record<string, unknown> = {}): Promise<string> {
    interface Answer {
      writeEntry: { entry: { id: string } | null; errors: { message: string }[] };
    }
    const { writeEntry } = await this.ask<Answer>(
      'mutation Write($input: WriteEntryInput!) { writeEntry(input: $input) { entry { id } errors { message } } }',
      { input: { clientId: crypto.randomUUID(), body, ...more } },
    );
    if (writeEntry.entry === null) throw new Error(JSON.stringify(writeEntry.errors));
    return writeEntry.entry.id;
  }

  /** What the heatmap of a year says, for the days that have something. */
  async year(year?: number): Promise<{ day: string; entries: number; sourceItems: number }[]> {
    interface Answer {
      viewer: { heatmap: { days: { day: string; entries: number; sourceItems: number }[] } };
    }
    const { viewer } = await this.ask<Answer>(
      'query Year($year: Int) { viewer { heatmap(year: $year) { days { day entries sourceItems } } } }',
      { year },
    );
    return viewer.heatmap.days.filter((day) => day.entries > 0);
  }
}
