import { readFile } from 'node:fs/promises';
import { GatewayError } from '../errors.js';
import { isRecord } from '../record.js';

/** Document id → document text. */
export type Manifest = ReadonlyMap<string, string>;

/**
 * Reads an Apollo persisted-query manifest, version 1.
 * @throws GatewayError TRUSTED_DOCUMENTS_UNREADABLE
 */
export async function readManifest(file: string): Promise<Manifest> {
  try {
    return parseManifest(await readFile(file, 'utf8'));
  } catch (cause) {
    const message = `The trusted documents in ${file} cannot be read: ${(cause as Error).message}.`;
    throw new GatewayError('TRUSTED_DOCUMENTS_UNREADABLE', message, { cause });
  }
}

function parseManifest(text: string): Manifest {
  const manifest: unknown = JSON.parse(text);
  if (!isRecord(manifest) || manifest.format !== 'apollo-persisted-query-manifest' || manifest.version !== 1)
    throw new Error('its format must be apollo-persisted-query-manifest, and its version 1');
  if (!Array.isArray(manifest.operations)) throw new Error('it has no list `operations`');
  return new Map(manifest.operations.map(parseOperation));
}

function parseOperation(operation: unknown, index: number): [id: string, body: string] {
  if (isRecord(operation) && typeof operation.id === 'string' && typeof operation.body === 'string')
    return [operation.id, operation.body];
  throw new Error(`operation ${index} has no id or no body`);
}
