import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSchema } from '@cabildo/schema';
import { type DocumentNode, Kind, parse, print, separateOperations, validate } from 'graphql';
import { HubError } from './errors.js';

/** An operation of a persisted-query manifest. */
interface TrustedDocument {
  /** The SHA-256 of the body, in hexadecimal. */
  id: string;
  name: string;
  type: string;
  body: string;
}

/**
 * `schema/trusted-documents.json`: the operations of a folder, as an Apollo persisted-query manifest of version 1.
 * @throws HubError BAD_OPERATION
 */
export function trustedDocuments(folder: string, supergraphSdl: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const schema = apiSchema(supergraphSdl);
  const operations = files.sort().flatMap((file) => {
    const document = parse(readFileSync(join(folder, file), 'utf8'));
    const [fault] = validate(schema, document);
    if (fault) throw new HubError('BAD_OPERATION', `The operation file ${file} does not fit the API: ${fault.message}`);
    return Object.values(separateOperations(document)).map((each) => trusted(each, file));
  });
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`;
}

function trusted(document: DocumentNode, file: string): TrustedDocument {
  const body = print(document);
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation?.name)
    throw new HubError('BAD_OPERATION', `The operation file ${file} holds an operation without a name.`);
  const id = createHash('sha256').update(body).digest('hex');
  return { id, name: operation.name.value, type: operation.operation, body };
}
