import type { GraphQLError } from 'graphql';
import { databaseFailure } from '../database/failure.js';
import { CabildoError } from '../errors.js';
import { ConcurrencyLimit } from '../process/concurrency-limit.js';
import { LogBrokenError } from './nodes.js';
import { LogReader } from './reader.js';
import { proveRow } from './row-proof.js';
import type { Verifiable } from './verify-database.js';

/** The HTTP status and the JSON body of a response. */
export interface LogResponse {
  readonly status: number;
  readonly body: unknown;
}

const statuses: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  BAD_ARGUMENT: 400,
  DATABASE_UNAVAILABLE: 503,
  LOG_BUSY: 503,
};

type Query = (subgraph: Verifiable, parameters: URLSearchParams, index: string | undefined) => Promise<unknown>;

/** The queries of a log, by the path segment after the name of the subgraph. */
const queries: Readonly<Record<string, Query>> = {
  head: ({ database }) => new LogReader(database).head(),
  inclusion: ({ database }, parameters) =>
    new LogReader(database).inclusion(wholeNumber(parameters, 'revision'), optionalNumber(parameters, 'size')),
  consistency: ({ database }, parameters) =>
    new LogReader(database).consistency(wholeNumber(parameters, 'from'), optionalNumber(parameters, 'to')),
  root: async ({ database }, parameters) => new LogReader(database).rootAt(wholeNumber(parameters, 'revision')),
  leaf: async ({ database }, _parameters, index) => ({
    index: readNumber(index, 'leaf/<n>'),
    leaf: await new LogReader(database).leaf(readNumber(index, 'leaf/<n>')),
  }),
  row: async (subgraph, parameters) => {
    const name = parameters.get('dataset');
    const dataset = subgraph.datasets.find((each) => each.name === name);
    if (dataset)
      return proveRow(subgraph.database, dataset, wholeNumber(parameters, 'revision'), parameters.getAll('key'));
    const known = subgraph.datasets.map((each) => each.name).join(', ');
    throw new CabildoError('BAD_ARGUMENT', `Unknown dataset "${name ?? ''}". Expected one of: ${known}.`);
  },
};

const busy = () => new CabildoError('LOG_BUSY', 'The log has too many concurrent requests. Retry in a second.');

/** The public queries of the log of a subgraph: head, inclusion, consistency, leaf, row. */
export class LogApi {
  // The limit protects the connection pool, which publications use too: anyone may send these queries.
  readonly #limit = new ConcurrencyLimit(4, 200, busy);

  constructor(private readonly subgraph: Verifiable) {}

  /** @param query the part of the URL after `/log/<subgraph>/`: `head`, `inclusion?revision=7` */
  async respond(query: string): Promise<LogResponse> {
    try {
      return { status: 200, body: await this.#limit.run(() => this.#run(query)) };
    } catch (error) {
      const known = publicError(error);
      if (!known) throw error;
      const { message, extensions } = known;
      return { status: statuses[String(extensions.code)] ?? 500, body: { errors: [{ message, extensions }] } };
    }
  }

  #run(query: string): Promise<unknown> {
    const [path = '', search] = query.split('?', 2);
    const [what = '', index, ...rest] = path.split('/');
    const isValid = Object.hasOwn(queries, what) && (index !== undefined) === (what === 'leaf') && rest.length === 0;
    if (isValid) return queries[what]!(this.subgraph, new URLSearchParams(search), index);
    const expected =
      'head, root?revision=, inclusion?revision=, consistency?from=, leaf/<n>, row?dataset=&revision=&key=';
    throw new CabildoError(
      'NOT_FOUND',
      `Unknown path. Expected /log/${this.subgraph.name}/ followed by one of: ${expected}.`,
    );
  }
}

function publicError(error: unknown): GraphQLError | undefined {
  if (error instanceof LogBrokenError) return new CabildoError('LOG_BROKEN', error.message);
  return error instanceof CabildoError ? error : databaseFailure(error);
}

const wholeNumber = (parameters: URLSearchParams, name: string) => readNumber(parameters.get(name), name);
const optionalNumber = (parameters: URLSearchParams, name: string) =>
  parameters.has(name) ? wholeNumber(parameters, name) : undefined;

function readNumber(text: string | null | undefined, name: string): number {
  if (text && /^\d{1,9}$/.test(text)) return Number(text);
  throw new CabildoError(
    'BAD_ARGUMENT',
    `"${name}" is ${JSON.stringify(text ?? null)}; expected a whole number from 0.`,
  );
}
