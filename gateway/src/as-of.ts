import { ACCEPTED_MOMENTS, AS_OF_HEADER, readMoment } from '@cabildo/kit/process';
import {
  type DirectiveDefinitionNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  visit,
} from 'graphql';
import { clientError } from './errors.js';
import type { Data } from './record.js';

/** The directive of an as-of operation. It belongs to the gateway: subgraphs do not define it and do not get it. */
export const asOfDefinition = parse(`
  "Reads the data as of a past moment: only what had been published by then."
  directive @asOf(
    "A moment with its offset, such as 2025-06-01T00:00:00Z, or a day, such as 2025-06-01, for its beginning in UTC."
    at: String!
  ) on QUERY
`).definitions[0] as DirectiveDefinitionNode;

const name = asOfDefinition.name.value;
const parameter = 'asOf';

/** Milliseconds that the clock of a subgraph may be ahead. A subgraph itself rejects a future moment within them. */
const tolerance = 60_000;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Returns the moment in the header `Hub-As-Of` or the URL parameter `asOf` of an HTTP request.
 * @throws GraphQLError AS_OF_UNREADABLE, AS_OF_FUTURE, AS_OF_TWICE
 */
export function asOfRequest({ headers, url = '/' }: { headers: Headers; url?: string }): string | undefined {
  const header = headers[AS_OF_HEADER];
  const search = url.indexOf('?');
  if (header === undefined && search === -1) return undefined;
  const parameters = search === -1 ? [] : new URLSearchParams(url.slice(search)).getAll(parameter);
  return singleMoment([...(header === undefined ? [] : [String(header)]), ...parameters].map(momentOf));
}

/** Compiles a function that returns the moment of an operation's @asOf; undefined if the operation has no @asOf. */
export function asOfOperation(operation: OperationDefinitionNode): ((variables: Data) => string) | undefined {
  const directive = operation.directives?.find((each) => each.name.value === name);
  const value = directive?.arguments?.[0]?.value;
  if (value?.kind === Kind.STRING) return () => momentOf(value.value);
  if (value?.kind !== Kind.VARIABLE) return undefined;
  return (variables) => momentOf(String(variables[value.name.value]));
}

/**
 * Returns the headers for subgraphs, with the moment of the operation's @asOf.
 * @throws GraphQLError AS_OF_TWICE, AS_OF_MUTATION
 */
export function headersAsOf(
  { kind, moment }: { kind: 'query' | 'mutation'; moment?: string },
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const requested = headers[AS_OF_HEADER];
  if (moment === undefined && requested === undefined) return headers;
  const one = singleMoment([moment, requested].filter((each) => each !== undefined));
  if (one !== undefined && kind === 'mutation')
    throw clientError(
      'AS_OF_MUTATION',
      `A mutation cannot run as of ${one}: it changes the present. Remove the moment.`,
    );
  return one === requested || one === undefined ? headers : { ...headers, [AS_OF_HEADER]: one };
}

/** Returns the document without @asOf, which subgraphs do not know. */
export function withoutAsOf(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: (directive) => (directive.name.value === name ? null : undefined) });
}

/** @throws GraphQLError AS_OF_UNREADABLE, AS_OF_FUTURE */
function momentOf(text: string): string {
  const moment = readMoment(text);
  if (moment === undefined)
    throw clientError(
      'AS_OF_UNREADABLE',
      `Received ${JSON.stringify(text.slice(0, 80))}. Expected ${ACCEPTED_MOMENTS}.`,
    );
  if (Date.parse(moment) <= Date.now() + tolerance) return moment;
  throw clientError(
    'AS_OF_FUTURE',
    `The moment ${moment} is in the future. Name a past moment, or none for the newest data.`,
  );
}

function singleMoment(moments: readonly string[]): string | undefined {
  const [moment, other] = new Set(moments);
  if (other === undefined) return moment;
  throw clientError('AS_OF_TWICE', `The request names two moments, ${moment} and ${other}. Name one.`);
}
