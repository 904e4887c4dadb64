import { createHash } from 'node:crypto';
import { AS_OF_HEADER, readRevisionId } from '@cabildo/kit/process';
import { type ExecutionResult, parse, print } from 'graphql';
import { type Engine, errorsOf } from '../engine/engine.js';
import type { RevisionsOf } from '../engine/run/revisions.js';
import { clientError } from '../errors.js';
import type { Data } from '../record.js';
import { citationOf } from './citation.js';
import { citedSources, withSources } from './cited-sources.js';
import type { ClientQuota } from './client-quota.js';
import { LostCitations, type RootAt } from './lost-citations.js';
import type { PermalinkStore } from './store.js';

/** The request of a permalink. */
export interface PermalinkRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Data;
  /** A past moment in UTC. If undefined, the operation's @asOf applies, and otherwise the current time. */
  readonly asOf?: string;
}

/** A request with its moment: what the id of a permalink identifies. */
export type DatedRequest = PermalinkRequest & { readonly asOf: string };

export interface Permalink {
  readonly id: string;
  readonly body: Buffer;
  /** Whether this call created it. */
  readonly isNew: boolean;
}

/** Stores responses for citation. Each is stored as it was first returned, under an id derived from its request. */
export class Permalinks {
  readonly #store: PermalinkStore;
  readonly #quota: ClientQuota;
  readonly #address: string;
  readonly #lost: LostCitations;

  /**
   * @param address the URL before the id in a citation: `https://hub.example/p/`
   * @param rootAt reads the current root of a subgraph at a revision
   */
  constructor(store: PermalinkStore, quota: ClientQuota, address: string, rootAt: RootAt) {
    this.#quota = quota;
    this.#store = store;
    this.#address = address;
    this.#lost = new LostCitations(rootAt);
  }

  /** @throws GraphQLError PERMALINK_LOST if a failover or restore lost a revision that it cites */
  async find(id: string): Promise<Buffer | undefined> {
    const body = await this.#store.read(id);
    if (body) await this.#lost.check(body);
    return body;
  }

  /** @throws GraphQLError PERMALINK_REFUSED, PERMALINKS_FULL, PERMALINK_TOO_LARGE, PERMALINK_QUOTA, or an error of the operation */
  async create(asked: PermalinkRequest, engine: Engine, client: string): Promise<Permalink> {
    const named = { ...asked, asOf: asked.asOf ?? (await momentOf(asked, engine)) ?? new Date().toISOString() };
    // A stored response of a lost revision stays as it is. What replaces it gets an id of its own.
    for (let lost: string | undefined; ; ) {
      const id = permalinkId(named, lost);
      const body = await this.#store.find(id);
      if (!body) return this.#create(named, id, engine, client);
      const found = await this.#lost.in(body);
      if (!found) return { id, body, isNew: false };
      lost = `${lost ?? ''} ${found}`;
    }
  }

  async #create(named: DatedRequest, id: string, engine: Engine, client: string): Promise<Permalink> {
    this.#quota.check(client);
    const body = Buffer.from(JSON.stringify(await this.#response(named, id, engine)));
    this.#quota.add(client, body.length);
    return { id, body: await this.#store.add(id, body), isNew: true };
  }

  async #response(named: DatedRequest, id: string, engine: Engine) {
    const { query, operationName, variables, asOf } = named;
    const { result, revisions: at } = await ask(engine, named);
    const { data, extensions } = result;
    const citing = print(withSources(parse(query), engine.schema));
    const sources = citedSources((await ask(engine, { ...named, query: citing })).result.data);
    const revisions = (extensions?.revisions ?? {}) as Record<string, number>;
    const citation = citationOf({ sources, revisions, asOf, link: `${this.#address}${id}` });
    const request = { query, ...(operationName !== undefined && { operationName }), variables };
    return { data, extensions: { ...extensions, ...rootsOf(at.reported), request, sources, citation } };
  }
}

/** The roots of the revisions, by which a later request finds out whether they were lost. */
function rootsOf(reported: RevisionsOf): { roots?: Readonly<Record<string, string>> } {
  const roots = Object.fromEntries(
    [...reported].flatMap(([name, text]): [string, string][] => {
      const root = readRevisionId(text)?.root;
      return root === undefined ? [] : [[name, root]];
    }),
  );
  return Object.keys(roots).length > 0 ? { roots } : {};
}

/**
 * The SHA-256 of a request. Equal requests as of the same moment have one permalink, whatever white space and comments
 * their documents have.
 * @param lost the lost revision that the permalink of this request cites
 */
export function permalinkId({ query, operationName, variables, asOf }: DatedRequest, lost?: string): string {
  const asked = JSON.stringify([
    print(parse(query, { noLocation: true })),
    operationName ?? null,
    sorted(variables),
    asOf,
    ...(lost ? [lost] : []),
  ]);
  return createHash('sha256').update(asked).digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

/** Returns the moment of the operation's @asOf. @throws GraphQLError */
async function momentOf(
  { query, operationName, variables }: PermalinkRequest,
  engine: Engine,
): Promise<string | undefined> {
  try {
    const prepared = await engine.operation({ query, operationName }).prepare(variables);
    if ('errors' in prepared) throw prepared.errors[0];
    return prepared.moment;
  } catch (error) {
    throw errorsOf(error)[0];
  }
}

async function ask(engine: Engine, { query, operationName, variables, asOf }: DatedRequest) {
  const headers = { [AS_OF_HEADER]: asOf };
  const outcome = await engine.respond({ query, operationName, variables, headers });
  if (!outcome.result.errors) return outcome;
  throw refused(outcome.result);
}

/** A response with an error is not stored, because the error may be temporary. */
function refused({ errors = [], data }: ExecutionResult): Error {
  const [first] = errors;
  if (data === undefined && first) return first;
  return clientError(
    'PERMALINK_REFUSED',
    `The response has an error, so it gets no permalink: ${first?.message ?? ''}`,
  );
}
