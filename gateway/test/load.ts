import { Agent, request } from 'undici';

/** Clients that ask again and again over connections that are kept alive. */
export class Load {
  readonly answers = new Map<string, number>();
  readonly #agent = new Agent({ connections: 20 });
  readonly #clients: Promise<unknown>;
  #over = false;

  constructor(url: string, clients: number) {
    this.#clients = Promise.all(Array.from({ length: clients }, (_, number) => this.#ask(url, number)));
  }

  get count(): number {
    return [...this.answers.values()].reduce((sum, count) => sum + count, 0);
  }

  async end(): Promise<void> {
    this.#over = true;
    await this.#clients;
    await this.#agent.close();
  }

  async #ask(url: string, number: number): Promise<void> {
    const options = {
      dispatcher: this.#agent,
      method: 'POST' as const,
      headers: { 'content-type': 'application/json' },
    };
    for (let i = 0; !this.#over; i++) {
      // Each asks in its own words, so that every answer is a run of its own.
      const body = JSON.stringify({ query: `query Q${number} { town }`, variables: { i } });
      const answer = await request(url, { ...options, body }).then(
        async (response) => `${response.statusCode} ${await response.body.text()}`,
        (error: NodeJS.ErrnoException) => error.code ?? error.message,
      );
      this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
      if (answer === 'ECONNREFUSED') return;
    }
  }
}
