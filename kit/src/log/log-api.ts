import type { GraphQLError } from 'graphql';
import { databaseFailure } from '../database/failure.js';
import { CabildoError } from '../errors.js';
import { ConcurrencyLimit } from '../process/concurrency-limit.js';
import { LogBrokenError } from './nodes.js';
import { LogReader } from './reader.js';
import { proveRow } from './row-proof.js';
import type { Verifiable } from './verify-database.js';

/** A status of HTTP, and what is answered as JSON. */
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

type Ask = (subgraph: Verifiable, parameters: URLSearchParams, index: string | undefined) => Promise<unknown>;

/** What is asked of a log, by the word that follows the name of the subgraph. */
const asks: Readonly<Record<string, Ask>> = {
  head: ({ database }) => new LogReader(database).head(),
  inclusion: ({ database }, asked) =>
    new LogReader(database).inclusion(wholeNumber(asked, 'revision'), optionalNumber(asked, 'size')),
  consistency: ({ database }, asked) =>
    new LogReader(database).consistency(wholeNumber(asked, 'from'), optionalNumber(asked, 'to')),
  leaf: async ({ database }, _asked, index) => ({
    index: readNumber(index, 'leaf/<n>'),
    leaf: await new LogReader(database).leaf(readNumber(index, 'leaf/<n>')),
  }),
  row: async (subgraph, asked) => {
    const name = asked.get('dataset');
    const dataset = subgraph.datasets.find((each) => each.name === name);
    if (dataset) return proveRow(subgraph.database, dataset, wholeNumber(asked, 'revision'), asked.getAll('key'));
    const known = subgraph.datasets.map((each) => each.name).join(', ');
    throw new CabildoError('BAD_ARGUMENT', `"dataset" is ${name ?? 'missing'}; ${subgraph.name} has ${known}.`);
  },
};

const busy = () =>
  new CabildoError('LOG_BUSY', 'The log has as many requests as it answers at once. Ask again in a second.');

/** What the log of a subgraph tells anyone: head, inclusion, consistency, leaf, row. */
export class LogApi {
  // Anyone may ask, and the connections are those that publishing and reading need.
  readonly #limit = new ConcurrencyLimit(4, 200, busy);

  constructor(private readonly subgraph: Verifiable) {}

  /** @param asked what follows `/log/<subgraph>/` in an address: `head`, `inclusion?revision=7` */
  async answer(asked: string): Promise<LogResponse> {
    try {
      return { status: 200, body: await this.#limit.run(() => this.#find(asked)) };
    } catch (error) {
      const known = knownTo(error);
      if (!known) throw error;
      const { message, extensions } = known;
      return { status: statuses[String(extensions.code)] ?? 500, body: { errors: [{ message, extensions }] } };
    }
  }

  #find(asked: string): Promise<unknown> {
    const [path = '', search] = asked.split('?', 2);
    const [what = '', index, ...rest] = path.split('/');
    const fits = Object.hasOwn(asks, what) && (index !== undefined) === (what === 'leaf') && rest.length === 0;
    if (fits) return asks[what]!(this.subgraph, new URLSearchParams(search), index);
    const words = 'head, inclusion?revision=, consistency?from=, leaf/<n>, row?dataset=&revision=&key=';
    throw new CabildoError('NOT_FOUND', `There is /log/${this.subgraph.name}/ with ${words}.`);
  }
}

function knownTo(error: unknown): GraphQLError | undefined {
  if (error instanceof LogBrokenError) return new CabildoError('LOG_BROKEN', error.message);
  return error instanceof CabildoError ? error : databaseFailure(error);
}

const wholeNumber = (asked: URLSearchParams, name: string) => readNumber(asked.get(name), name);
const optionalNumber = (asked: URLSearchParams, name: string) =>
  asked.has(name) ? wholeNumber(asked, name) : undefined;

function readNumber(text: string | null | undefined, name: string): number {
  if (text && /^\d{1,9}$/.test(text)) return Number(text);
  throw new CabildoError(
    'BAD_ARGUMENT',
    `"${name}" is ${JSON.stringify(text ?? null)}; it is a whole number, from 0 on.`,
  );
}
