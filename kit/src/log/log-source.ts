import type { SavedHead } from './log-walk.js';
import type { Consistency, Inclusion } from './reader.js';
import type { RowProof } from './row-proof.js';

/** A source of proofs. Its data is not trusted without a proof. */
export interface LogSource {
  head(subgraph: string): Promise<SavedHead>;
  inclusion(subgraph: string, revision: number, size: number): Promise<Inclusion>;
  consistency(subgraph: string, from: number, to: number): Promise<Consistency>;
  leaf(subgraph: string, index: number): Promise<string>;
  row(subgraph: string, dataset: string, revision: number, key: readonly string[]): Promise<RowProof>;
}

/** A log server cannot be reached or returned an error. */
export class LogSourceError extends Error {
  override readonly name = 'LogSourceError';
  readonly code = 'LOG_SOURCE';
}

/** Reads logs over HTTP, from a hub or a single subgraph. @param url such as `http://localhost:4000` */
export function logsOf(url: string): LogSource {
  const get = async <Body>(path: string): Promise<Body> => {
    const address = new URL(`log/${path}`, url.endsWith('/') ? url : `${url}/`);
    const response = await fetch(address).catch((cause) => {
      throw new LogSourceError(`Cannot reach ${address.href}.`, { cause });
    });
    const body = (await response.json().catch(() => ({}))) as { errors?: { message: string }[] };
    if (response.ok) return body as Body;
    throw new LogSourceError(
      `${address.href} returned HTTP ${response.status}: ${body.errors?.[0]?.message ?? 'no message'}`,
    );
  };
  const query = (values: [string, string | number][]) =>
    new URLSearchParams(values.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return {
    head: (subgraph) => get(`${subgraph}/head`),
    leaf: async (subgraph, index) => (await get<{ leaf: string }>(`${subgraph}/leaf/${index}`)).leaf,
    inclusion: (subgraph, revision, size) =>
      get(
        `${subgraph}/inclusion?${query([
          ['revision', revision],
          ['size', size],
        ])}`,
      ),
    consistency: (subgraph, from, to) =>
      get(
        `${subgraph}/consistency?${query([
          ['from', from],
          ['to', to],
        ])}`,
      ),
    row: (subgraph, dataset, revision, key) => {
      const keys = key.map((value): [string, string] => ['key', value]);
      return get(`${subgraph}/row?${query([['dataset', dataset], ['revision', revision], ...keys])}`);
    },
  };
}
