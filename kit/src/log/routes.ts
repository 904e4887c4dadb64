import { databaseFailure } from '../database/failure.js';
import { CabildoError } from '../errors.js';
import type { Handler } from '../process/http-door.js';
import { sendJson } from '../process/http-graphql.js';
import { LogReader } from './reader.js';
import { proveRow } from './row-proof.js';
import { Turns } from './turns.js';
import type { Verifiable } from './verify-database.js';

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

/** Serves the logs of subgraphs below `/log/<subgraph>/`, to anyone: head, inclusion, consistency, leaf, row. */
export function logRoutes(subgraphs: readonly Verifiable[]): Record<string, Handler> {
  // Anyone may ask, and the connections are those that publishing and reading need.
  const turns = new Turns(4, 200);
  return {
    '/log/': async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://hub');
      try {
        const path = pathname.split('/').slice(2);
        sendJson(response, 200, await turns.take(() => answer(subgraphs, path, searchParams)));
      } catch (error) {
        const known = error instanceof CabildoError ? error : databaseFailure(error);
        if (!known) throw error;
        const { message, extensions } = known;
        if (statuses[String(extensions.code)] === 503) response.setHeader('retry-after', 1);
        sendJson(response, statuses[String(extensions.code)] ?? 500, { errors: [{ message, extensions }] });
      }
    },
  };
}

async function answer(subgraphs: readonly Verifiable[], path: string[], asked: URLSearchParams): Promise<unknown> {
  const [name, what = '', index] = path;
  const subgraph = subgraphs.find((each) => each.name === name);
  if (subgraph && Object.hasOwn(asks, what) && path.length === (what === 'leaf' ? 3 : 2))
    return asks[what]!(subgraph, asked, index);
  const names = subgraphs.map((each) => each.name).join(', ');
  const words = 'head, inclusion?revision=, consistency?from=, leaf/<n>, row?dataset=&revision=&key=';
  throw new CabildoError('NOT_FOUND', `There is /log/<subgraph>/ with ${words}; the subgraphs are ${names}.`);
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
