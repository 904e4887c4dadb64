import { createHash } from 'node:crypto';
import { ByteCache } from '../cache/byte-cache.js';
import { clientError } from '../errors.js';
import { isRecord } from '../record.js';
import type { Manifest } from './manifest.js';
import type { RequestedOperation } from './operation-guard.js';

/** A request that may have the id of a document instead of its text. */
export interface RequestedDocument extends RequestedOperation {
  readonly extensions?: unknown;
  /** `sha256:` and the id, as in the appendix of the GraphQL over HTTP specification. */
  readonly documentId?: unknown;
}

export interface DocumentsOptions {
  readonly trusted?: Manifest;
  /** Whether every other document is refused. */
  readonly onlyTrusted?: boolean;
  /** Maximum bytes of automatic persisted queries, 4 MiB by default; 0 disables them. */
  readonly automaticBytes?: number;
}

/** Resolves document ids to texts: trusted documents, and automatic persisted queries that clients registered. */
export class Documents {
  readonly #trusted: Manifest;
  readonly #texts: ReadonlySet<string>;
  readonly #onlyTrusted: boolean;
  readonly #automatic: ByteCache<string>;

  constructor({ trusted = new Map(), onlyTrusted = false, automaticBytes = 4 * 1024 * 1024 }: DocumentsOptions = {}) {
    this.#trusted = trusted;
    this.#texts = new Set(trusted.values());
    this.#onlyTrusted = onlyTrusted;
    this.#automatic = new ByteCache(onlyTrusted ? 0 : automaticBytes);
  }

  /**
   * Returns the request with its document's text instead of its id; a request without an id is returned unchanged.
   * @throws GraphQLError DOCUMENT_UNKNOWN, DOCUMENT_UNTRUSTED, DOCUMENT_ID_WRONG, PERSISTED_QUERY_NOT_FOUND
   */
  resolve(request: RequestedDocument): RequestedDocument {
    const id = idOf(request);
    const query = id === undefined ? request.query : this.#textOf(id, request);
    if (this.#onlyTrusted && typeof query === 'string' && !this.#texts.has(query))
      throw clientError(
        'DOCUMENT_UNTRUSTED',
        'This gateway runs only trusted documents, and this document is not one of them.',
      );
    return id === undefined ? request : withText(request, query);
  }

  #textOf(id: string, { query, documentId }: RequestedDocument): string {
    const known = this.#trusted.get(id) ?? this.#automatic.get(id);
    if (typeof query !== 'string') {
      if (known !== undefined) return known;
      if (documentId !== undefined)
        throw clientError(
          'DOCUMENT_UNKNOWN',
          'Unknown document id. Send the text of the document, or an id of the trusted documents.',
        );
      // Apollo clients compare this message, and then send the text once.
      throw clientError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    }
    if (known === query) return query;
    if (createHash('sha256').update(query).digest('hex') !== id)
      throw clientError('DOCUMENT_ID_WRONG', 'The id is not the SHA-256 of the document’s text.');
    this.#automatic.set(id, query, 2 * query.length + 256);
    return query;
  }
}

function idOf({ extensions, documentId }: RequestedDocument): string | undefined {
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '');
  const persisted = isRecord(extensions) ? extensions.persistedQuery : undefined;
  if (!isRecord(persisted)) return undefined;
  if (persisted.version === 1 && typeof persisted.sha256Hash === 'string') return persisted.sha256Hash;
  throw clientError('DOCUMENT_ID_WRONG', 'A persisted query needs `version: 1` and a `sha256Hash`.');
}

function withText({ documentId, extensions, ...request }: RequestedDocument, query: unknown): RequestedDocument {
  const { persistedQuery, ...others } = isRecord(extensions) ? extensions : {};
  return { ...request, query, ...(Object.keys(others).length > 0 && { extensions: others }) };
}
