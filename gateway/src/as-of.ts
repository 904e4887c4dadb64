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

/** Names the moment whose state an operation asks for. It is the gateway's own: no subgraph defines or sees it. */
export const asOfDefinition = parse(`
  "Answers as the hub would have at a moment past: with what had been published by then."
  directive @asOf(
    "The moment, with its offset, such as 2025-06-01T00:00:00Z; or a day, such as 2025-06-01, for its beginning in UTC."
    at: String!
  ) on QUERY
`).definitions[0] as DirectiveDefinitionNode;

const name = asOfDefinition.name.value;
const parameter = 'asOf';

/** Milliseconds by which the clocks of subgraphs may differ from ours: within them, they decide what is the future. */
const tolerance = 60_000;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The moment that an HTTP request names in the header `Hub-As-Of` or, in its address, the parameter `asOf`.
 * @throws GraphQLError AS_OF_UNREADABLE, AS_OF_FUTURE, AS_OF_TWICE
 */
export function asOfRequest({ headers, url = '/' }: { headers: Headers; url?: string }): string | undefined {
  const header = headers[AS_OF_HEADER];
  const search = url.indexOf('?');
  if (header === undefined && search === -1) return undefined;
  const parameters = search === -1 ? [] : new URLSearchParams(url.slice(search)).getAll(parameter);
  return theOne([...(header === undefined ? [] : [String(header)]), ...parameters].map(momentOf));
}

/**
 * Compiles what finds the moment that an operation names by @asOf.
 * @returns undefined for an operation that names none
 */
export function asOfOperation(operation: OperationDefinitionNode): ((variables: Data) => string) | undefined {
  const directive = operation.directives?.find((each) => each.name.value === name);
  const value = directive?.arguments?.[0]?.value;
  if (value?.kind === Kind.STRING) return () => momentOf(value.value);
  if (value?.kind !== Kind.VARIABLE) return undefined;
  return (variables) => momentOf(String(variables[value.name.value]));
}

/**
 * The headers of an operation's calls, with the moment that it names beside those that the request came with.
 * @throws GraphQLError AS_OF_TWICE, AS_OF_MUTATION
 */
export function headersAsOf(
  { kind, moment }: { kind: 'query' | 'mutation'; moment?: string },
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const requested = headers[AS_OF_HEADER];
  if (moment === undefined && requested === undefined) return headers;
  const one = theOne([moment, requested].filter((each) => each !== undefined));
  if (one !== undefined && kind === 'mutation')
    throw clientError(
      'AS_OF_MUTATION',
      `A mutation was asked for as of ${one}: it changes the present. Name no moment.`,
    );
  return one === requested || one === undefined ? headers : { ...headers, [AS_OF_HEADER]: one };
}

/** A document as subgraphs may be asked it. */
export function withoutAsOf(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: (directive) => (directive.name.value === name ? null : undefined) });
}

/** @throws GraphQLError AS_OF_UNREADABLE, AS_OF_FUTURE */
function momentOf(text: string): string {
  const moment = readMoment(text);
  if (moment === undefined)
    throw clientError(
      'AS_OF_UNREADABLE',
      `${JSON.stringify(text.slice(0, 80))} arrived; it takes ${ACCEPTED_MOMENTS}.`,
    );
  if (Date.parse(moment) <= Date.now() + tolerance) return moment;
  throw clientError(
    'AS_OF_FUTURE',
    `The state as of ${moment} was asked for, which is to come: ask for a moment past, or leave it out for the newest.`,
  );
}

function theOne(moments: readonly string[]): string | undefined {
  const [moment, other] = new Set(moments);
  if (other === undefined) return moment;
  throw clientError('AS_OF_TWICE', `The request asks for the state as of ${moment} and as of ${other}: name one.`);
}
