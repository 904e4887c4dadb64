import { GraphQLError } from 'graphql';
import { databaseFailure } from '../../database/failure.js';
import { refusal } from '../../http/http-errors.js';
import { PublicationUnknownError } from '../../log/commit.js';
import { DiskFullError, isDiskFull } from '../disk-space.js';
import { MappingError } from '../mapping/read-mapping.js';
import { SourceDescriptionError } from '../source-description.js';

/** Receives the cause of a failed publication, for the log of the operator. */
export type LogCause = (message: string, cause: unknown) => void;

/** Classes of SQLSTATE that a value of the file causes: data exception, constraint violation, program limit exceeded. */
const CAUSED_BY_DATA = /^(22|23|54)...$/;

/** Returns the response to a publication that failed. Every failure has a code; the cause goes to the log. */
export function publicationFailure(error: unknown, log: LogCause): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof SourceDescriptionError || error instanceof MappingError)
    return refusal('UPLOAD_UNREADABLE', error.message);
  log('A publication failed', error);
  if (error instanceof DiskFullError) return refusal('PUBLICATION_FAILED', error.message);
  if (error instanceof PublicationUnknownError) return refusal('PUBLICATION_UNKNOWN', error.message);
  if (isDiskFull(error))
    return refusal(
      'PUBLICATION_FAILED',
      'A disk of the hub is full. Nothing was changed. Send the upload again later.',
    );
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && CAUSED_BY_DATA.test(code))
    return refusal(
      'UPLOAD_UNREADABLE',
      `The database does not accept a value of the upload (SQLSTATE ${code}). Nothing was changed.`,
    );
  const lost = databaseFailure(error)?.extensions.code === 'DATABASE_UNAVAILABLE';
  return refusal(
    'PUBLICATION_FAILED',
    `${lost ? 'The database ended the publication' : 'The publication failed; the log of the hub has the cause'}. Nothing was changed. Send the upload again.`,
  );
}
