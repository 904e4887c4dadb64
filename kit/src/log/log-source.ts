import type { SavedHead } from './log-walk.js';
import type { Consistency, Inclusion } from './reader.js';
import type { RowProof } from './row-proof.js';

/** Where proofs come from. Nothing that it says is believed without them. */
export interface LogSource {
  head(subgraph: string): Promise<SavedHead>;
  inclusion(subgraph: string, revision: number, size: number): Promise<Inclusion>;
  consistency(subgraph: string, from: number, to: number): Promise<Consistency>;
  leaf(subgraph: string, index: number): Promise<string>;
  row(subgraph: string, dataset: string, revision: number, key: readonly string[]): Promise<RowProof>;
}

/** A log that does not tell what it was asked for, in the words that it gave. */
export class LogSourceError extends Error {
  override readonly name = 'LogSourceError';
  readonly code = 'LOG_SOURCE';
}

/** The logs that a hub, or a subgraph of its own, serves. @param url of the hub, such as `http://localhost:4000` */
export function logsOf(url: string): LogSource {
  const ask = async <Answer>(path: string): Promise<Answer> => {
    const asked = new URL(`log/${path}`, url.endsWith('/') ? url : `${url}/`);
    const response = await fetch(asked).catch((cause) => {
      throw new LogSourceError(`${asked.href} does not answer.`, { cause });
    });
    const body = (await response.json().catch(() => ({}))) as { errors?: { message: string }[] };
    if (response.ok) return body as Answer;
    throw new LogSourceError(`${asked.href} answers ${response.status}: ${body.errors?.[0]?.message ?? 'no reason'}`);
  };
  const query = (values: [string, string | number][]) =>
    new URLSearchParams(values.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return {
    head: (subgraph) => ask(`${subgraph}/head`),
    leaf: async (subgraph, index) => (await ask<{ leaf: string }>(`${subgraph}/leaf/${index}`)).leaf,
    inclusion: (subgraph, revision, size) =>
      ask(
        `${subgraph}/inclusion?${query([
          ['revision', revision],
          ['size', size],
        ])}`,
      ),
    consistency: (subgraph, from, to) =>
      ask(
        `${subgraph}/consistency?${query([
          ['from', from],
          ['to', to],
        ])}`,
      ),
    row: (subgraph, dataset, revision, key) => {
      const keys = key.map((value): [string, string] => ['key', value]);
      return ask(`${subgraph}/row?${query([['dataset', dataset], ['revision', revision], ...keys])}`);
    },
  };
}
