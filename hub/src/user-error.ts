import { GraphQLError } from 'graphql';
import { errorCatalogue } from './catalogue/catalogue.js';
import { codeOf } from './errors.js';

/** Returns true if the message of an error is written for users: the error carries a code of `schema/errors.md`. */
export function isUserError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error instanceof GraphQLError) return true;
  const code = codeOf(error);
  return errorCatalogue().some(({ entries }) => entries.some((entry) => entry.code === code));
}
