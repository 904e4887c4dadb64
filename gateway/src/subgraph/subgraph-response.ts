import { writable } from '../exact-json.js';
import { type Data, isRecord } from '../record.js';
import { type SubgraphError, type SubgraphResponse, TransportError } from './transport.js';

/** Whose response it is, and its HTTP status. */
export interface ResponseOrigin {
  readonly name: string;
  readonly status: number;
  /** Whether the error messages and extensions are passed on: the hub trusts its own subgraphs, not those of partners. */
  readonly isOwn: boolean;
}

/** Maximum errors of one response that are read. */
const maxErrors = 100;
/** Maximum characters of an error message, and of the JSON text of its extensions. */
const maxMessage = 1_000;
const maxExtensions = 4_000;
/** A partner's message is shorter: it is only passed on with a mark. */
const maxPartnerMessage = 300;
const maxPathLength = 100;

/**
 * Reads the parsed body of a subgraph's HTTP response.
 * A GraphQL response is accepted with any status: GraphQL over HTTP allows a body with 4xx and 5xx.
 * @throws TransportError SUBGRAPH_BAD_RESPONSE when the body is not a GraphQL response
 */
export function readSubgraphResponse(body: unknown, origin: ResponseOrigin): SubgraphResponse {
  if (!isRecord(body)) throw badResponse(origin, 'JSON that is not an object');
  const { data, extensions } = body;
  // Several servers write `"errors": null` in a response without errors.
  const errors = body.errors ?? undefined;
  if (data !== undefined && data !== null && !isRecord(data)) throw badResponse(origin, '`data` that is not an object');
  if (errors !== undefined && !Array.isArray(errors)) throw badResponse(origin, '`errors` that is not a list');
  const all = errors as unknown[] | undefined;
  if (data == null && !all?.length) throw badResponse(origin, 'neither data nor errors');
  if (origin.status >= 300 && !all?.length) throw badResponse(origin, 'a failure without errors');
  return { data, errors: all && readErrors(all, origin), ...(isRecord(extensions) && { extensions }) };
}

/** Reads the first errors. The last one says how many were left out. */
function readErrors(errors: readonly unknown[], origin: ResponseOrigin): SubgraphError[] {
  const read = errors.slice(0, maxErrors).map((error) => readError(error, origin));
  const omitted = errors.length - read.length;
  if (omitted > 0) read.push({ message: `Subgraph "${origin.name}" returned ${omitted} more errors.` });
  return read;
}

function readError(error: unknown, origin: ResponseOrigin): SubgraphError {
  const given = isRecord(error) ? error : {};
  const extensions = isRecord(given.extensions) ? extensionsOf(given.extensions, origin) : undefined;
  return {
    message: messageOf(given.message, origin),
    ...(isPath(given.path) && { path: given.path }),
    ...(extensions && { extensions }),
  };
}

function messageOf(message: unknown, { name, isOwn }: ResponseOrigin): string {
  if (typeof message !== 'string') return 'The subgraph gave no reason.';
  if (isOwn) return message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message;
  const text = printable(message.slice(0, maxPartnerMessage));
  return `Subgraph "${name}" reports: ${text}${message.length > maxPartnerMessage ? '…' : ''}`;
}

/** Control characters could change how a terminal or a log shows the line. */
const printable = (text: string): string => text.replace(/\p{C}+/gu, ' ').trim();

function extensionsOf(extensions: Data, { isOwn }: ResponseOrigin): Data {
  const { code } = extensions;
  const codeOnly = typeof code === 'string' && /^\w{1,64}$/.test(code) ? { code } : {};
  if (!isOwn) return codeOnly;
  const all = writable(extensions) as Data;
  return JSON.stringify(all).length > maxExtensions ? codeOnly : all;
}

function isPath(path: unknown): path is Array<string | number> {
  return (
    Array.isArray(path) &&
    path.length <= maxPathLength &&
    path.every((step) => (typeof step === 'string' && step.length <= maxMessage) || typeof step === 'number')
  );
}

/** `what` completes the sentence "The subgraph returned …". */
export function badResponse({ name, status }: ResponseOrigin, what: string, cause?: unknown): TransportError {
  return new TransportError('SUBGRAPH_BAD_RESPONSE', `Subgraph "${name}" returned ${what} (status ${status}).`, {
    cause,
  });
}
