import { readFileSync, writeFileSync } from 'node:fs';

/** A shell block of a page, with the output that the page shows for it, if any. */
export interface ShellStep {
  readonly command: string;
  readonly output: string | undefined;
}

const STEP = /```sh\n([\s\S]*?)```(?:\n+```text\n([\s\S]*?)```)?/g;

/** A file that a page shows, with the path that the sentence before it names. */
const FILE = /Write `([\w./-]+)`[^\n]*:\n\n```\w+\n([\s\S]*?)```/g;

/** A page under `docs/`: files to write, and commands with their output. */
export class DocumentationPage {
  readonly #text: string;

  constructor(readonly path: string) {
    this.#text = readFileSync(path, 'utf8');
  }

  get text(): string {
    return this.#text;
  }

  get files(): { readonly path: string; readonly content: string }[] {
    return [...this.#text.matchAll(FILE)].map(([, path, content]) => ({ path: path!, content: content! }));
  }

  get steps(): ShellStep[] {
    return [...this.#text.matchAll(STEP)].map(([, command, output]) => ({ command: command!, output }));
  }

  get queries(): string[] {
    return [...this.#text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query]) => query!);
  }

  /** Writes the real output of each step that shows one. */
  write(outputs: readonly string[]): void {
    let index = 0;
    const text = this.#text.replaceAll(STEP, (block: string, command: string, output: string | undefined) => {
      const real = outputs[index++];
      if (output === undefined) return block;
      return ['```sh\n', command, '```\n\n```text\n', real, '\n```'].join('');
    });
    writeFileSync(this.path, text);
  }
}

/** Replaces what differs in every run: moments, durations, digests, permalinks, revision numbers. */
export function withoutVariation(output: string): string {
  return (
    output
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '2026-12-01T12:00:00.000Z')
      .replaceAll(/\b[0-9a-f]{12,64}\b/g, (digest) => digest.replaceAll(/[0-9a-f]/g, '0').slice(0, 12))
      .replaceAll(/… \d+\.\d s/g, '… 0.1 s')
      .replaceAll(/\/p\/[\w-]{40,}/g, '/p/…')
      .replaceAll(/\brevision \d+/g, 'revision 15')
      .replaceAll(/\b[0-9a-f]{8}:[\w-]{43}/g, '2026a1b2:the-secret-of-the-key')
      // The pages before have registered agencies and subgraphs.
      .replaceAll(/^registry: .*$/gm, (line) => line.replaceAll(/\d+ (rows|leaves)/g, '9 $1'))
      .trim()
  );
}
