import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Kept } from '../cache/kept.js';
import { Newest } from '../cache/newest.js';
import { Answers, type AnswersOptions, type Question } from '../cache/response-cache.js';
import type { Engine } from '../engine/engine.js';
import type { AskedOperation } from '../guard/operation-guard.js';
import { isRecord } from '../record.js';
import type { EngineHolder } from './engine-holder.js';

/** Bytes of requests that are recognised by their text, without being read again. */
const rememberedBytes = 4 * 1024 * 1024;

/** What one engine answers without Apollo Server: operations that it has run before. */
export class Site {
  readonly newest: Newest;
  readonly answers: Answers;
  readonly questions = { GET: new Kept<Question>(rememberedBytes), POST: new Kept<Question>(rememberedBytes) };
  readonly #digest: string;

  constructor(
    readonly engine: Engine,
    options: AnswersOptions,
  ) {
    this.newest = new Newest(engine.transports.values());
    this.answers = new Answers(this.newest, options);
    this.#digest = digestOf(engine.supergraphSdl);
  }

  /** @returns undefined if it is not wholly plain, or has not been run before: Apollo Server says what it is */
  questionOf(asked: AskedOperation & { readonly extensions?: unknown }): Question | undefined {
    const { query, operationName, variables, extensions } = asked;
    if (typeof query !== 'string' || !isAbsentOr('string', operationName)) return undefined;
    if (!isAbsentOr('record', variables) || !isAbsentOr('record', extensions)) return undefined;
    if (isRecord(extensions) && extensions.persistedQuery !== undefined) return undefined;
    const name = typeof operationName === 'string' ? operationName : undefined;
    const operation = this.engine.known(query, name);
    if (!operation) return undefined;
    const sent = isRecord(variables) ? variables : {};
    const digest = digestOf(JSON.stringify([this.#digest, name, query, sent]));
    return { operation, variables: sent, digest };
  }
}

/**
 * The way of requests whose operation has been parsed, validated and planned before. Apollo Server, which sees each
 * operation first, would do for every request what need be done once.
 */
export class KnownPath {
  readonly #stop: () => void;
  #site?: Site;

  constructor(holder: EngineHolder, options: AnswersOptions) {
    this.#stop = holder.onChange((engine) => {
      this.#site?.newest.close();
      this.#site = new Site(engine, options);
    });
  }

  /** The site that a request gets that comes now. */
  get site(): Site {
    return this.#site!;
  }

  close(): void {
    this.#stop();
    this.#site?.newest.close();
  }
}

/**
 * Whether a GET says once what it asks, and cannot have been sent by another site's page without asking first.
 * What is amiss with any other, Apollo Server says.
 */
export function isPlainGet({ method, headers, url = '/' }: IncomingMessage): boolean {
  const isPreflighted = Boolean(headers['apollo-require-preflight'] || headers['x-apollo-operation-name']);
  if (method !== 'GET' || !isPreflighted || headers['content-type'] !== undefined) return false;
  const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const names = [...search.keys()].filter((name) => asking.has(name));
  if (search.has('extensions') || new Set(names).size < names.length) return false;
  return !search.has('variables') || isJsonObject(search.get('variables')!);
}

const asking = new Set(['query', 'operationName', 'variables']);

function isJsonObject(text: string): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

function isAbsentOr(kind: 'string' | 'record', value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return kind === 'string' ? typeof value === 'string' : isRecord(value);
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
