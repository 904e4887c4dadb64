import { createHash } from 'node:crypto';
import { Kept } from '../cache/kept.js';
import { clientError } from '../errors.js';
import { isRecord } from '../record.js';
import type { Manifest } from './manifest.js';
import type { AskedOperation } from './operation-guard.js';

/** A request that may name its operation in place of saying it. */
export interface AskedDocument extends AskedOperation {
  readonly extensions?: unknown;
  /** `sha256:` and the id, as the appendix of GraphQL over HTTP has it. */
  readonly documentId?: unknown;
}

export interface DocumentsOptions {
  readonly trusted?: Manifest;
  /** Whether nothing but trusted documents is run. */
  readonly onlyTrusted?: boolean;
  /** Bytes of texts that clients have registered by their hash, 4 MiB by default; 0: none are taken. */
  readonly automaticBytes?: number;
}

/** Finds the texts of operations that are asked for by their id: those that are trusted, and those that came before. */
export class Documents {
  readonly #trusted: Manifest;
  readonly #texts: ReadonlySet<string>;
  readonly #onlyTrusted: boolean;
  readonly #automatic: Kept<string>;

  constructor({ trusted = new Map(), onlyTrusted = false, automaticBytes = 4 * 1024 * 1024 }: DocumentsOptions = {}) {
    this.#trusted = trusted;
    this.#texts = new Set(trusted.values());
    this.#onlyTrusted = onlyTrusted;
    this.#automatic = new Kept(onlyTrusted ? 0 : automaticBytes);
  }

  /**
   * The same request with its text, and without an id; itself where it has none.
   * @throws GraphQLError DOCUMENT_UNKNOWN, DOCUMENT_UNTRUSTED, DOCUMENT_ID_WRONG, PERSISTED_QUERY_NOT_FOUND
   */
  resolve(asked: AskedDocument): AskedDocument {
    const id = idOf(asked);
    const query = id === undefined ? asked.query : this.#textOf(id, asked);
    if (this.#onlyTrusted && typeof query === 'string' && !this.#texts.has(query))
      throw clientError('DOCUMENT_UNTRUSTED', 'Only trusted documents are run here, and this is none of them.');
    return id === undefined ? asked : withText(asked, query);
  }

  #textOf(id: string, { query, documentId }: AskedDocument): string {
    const known = this.#trusted.get(id) ?? this.#automatic.get(id);
    if (typeof query !== 'string') {
      if (known !== undefined) return known;
      if (documentId !== undefined) throw clientError('DOCUMENT_UNKNOWN', 'There is no document of this id.');
      // Clients look for this very message, and then send the text once.
      throw clientError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    }
    if (known === query) return query;
    if (createHash('sha256').update(query).digest('hex') !== id)
      throw clientError('DOCUMENT_ID_WRONG', 'The id is not the SHA-256 of the operation’s text.');
    this.#automatic.set(id, query, 2 * query.length + 256);
    return query;
  }
}

function idOf({ extensions, documentId }: AskedDocument): string | undefined {
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '');
  const persisted = isRecord(extensions) ? extensions.persistedQuery : undefined;
  if (!isRecord(persisted)) return undefined;
  if (persisted.version === 1 && typeof persisted.sha256Hash === 'string') return persisted.sha256Hash;
  throw clientError('DOCUMENT_ID_WRONG', 'A persisted query has the version 1 and a `sha256Hash`.');
}

function withText({ documentId, extensions, ...asked }: AskedDocument, query: unknown): AskedDocument {
  const { persistedQuery, ...others } = isRecord(extensions) ? extensions : {};
  return { ...asked, query, ...(Object.keys(others).length > 0 && { extensions: others }) };
}
