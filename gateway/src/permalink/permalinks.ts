import { createHash } from 'node:crypto';
import { AS_OF_HEADER } from '@cabildo/kit/process';
import { type ExecutionResult, parse, print } from 'graphql';
import { type Engine, errorsOf } from '../engine/engine.js';
import { clientError } from '../errors.js';
import type { Data } from '../record.js';
import { citationOf } from './citation.js';
import { citedSources, withSources } from './cited-sources.js';
import type { PermalinkStore } from './store.js';

/** What a permalink is asked of. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Data;
  /** A moment past, in UTC; that of the operation, or else now, where left out. */
  readonly asOf?: string;
}

/** What a permalink names. */
export type Named = Asked & { readonly asOf: string };

export interface Permalink {
  readonly id: string;
  readonly body: Buffer;
  /** Whether it was made just now. */
  readonly made: boolean;
}

/** ResponseCache that are cited: each is kept as it was first given, under an id that follows from what was asked. */
export class Permalinks {
  readonly #store: PermalinkStore;
  readonly #address: string;

  /** @param address what stands before the id in a citation: `https://hub.example/p/` */
  constructor(store: PermalinkStore, address: string) {
    this.#store = store;
    this.#address = address;
  }

  find(id: string): Promise<Buffer | undefined> {
    return this.#store.find(id);
  }

  /** @throws GraphQLError PERMALINK_REFUSED, PERMALINKS_FULL, or what is wrong with the operation */
  async make(asked: Asked, engine: Engine): Promise<Permalink> {
    const named = { ...asked, asOf: asked.asOf ?? (await momentOf(asked, engine)) ?? new Date().toISOString() };
    const id = permalinkId(named);
    const kept = await this.#store.find(id);
    if (kept) return { id, body: kept, made: false };
    const body = Buffer.from(JSON.stringify(await this.#answer(named, id, engine)));
    return { id, body: await this.#store.keep(id, body), made: true };
  }

  async #answer(named: Named, id: string, engine: Engine) {
    const { query, operationName, variables, asOf } = named;
    const { data, extensions } = await ask(engine, named);
    const citing = print(withSources(parse(query), engine.schema));
    const sources = citedSources((await ask(engine, { ...named, query: citing })).data);
    const revisions = (extensions?.revisions ?? {}) as Record<string, number>;
    const citation = citationOf({ sources, revisions, asOf, link: `${this.#address}${id}` });
    const request = { query, ...(operationName !== undefined && { operationName }), variables };
    return { data, extensions: { ...extensions, request, sources, citation } };
  }
}

/** The SHA-256 of what is asked: who asks the same as of the same moment gets the same permalink. */
export function permalinkId({ query, operationName, variables, asOf }: Named): string {
  const asked = JSON.stringify([query, operationName ?? null, sorted(variables), asOf]);
  return createHash('sha256').update(asked).digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

/** The moment that the operation itself names. @throws GraphQLError */
async function momentOf({ query, operationName, variables }: Asked, engine: Engine): Promise<string | undefined> {
  try {
    const prepared = await engine.operation({ query, operationName }).prepare(variables);
    if ('errors' in prepared) throw prepared.errors[0];
    return prepared.moment;
  } catch (error) {
    throw errorsOf(error)[0];
  }
}

async function ask(engine: Engine, { query, operationName, variables, asOf }: Named) {
  const headers = { [AS_OF_HEADER]: asOf };
  const result = await engine.execute({ query, operationName, variables, headers });
  if (!result.errors) return result;
  throw refused(result);
}

/** What failed may not fail tomorrow: it is not kept. */
function refused({ errors = [], data }: ExecutionResult): Error {
  const [first] = errors;
  if (data === undefined && first) return first;
  return clientError('PERMALINK_REFUSED', `The answer has an error, and is not kept: ${first?.message ?? ''}`);
}
