import { findBreakingChanges, findDangerousChanges, type GraphQLSchema } from 'graphql';
import { apiSchema } from './api.js';
import type { SchemaChange } from './change.js';
import { coordinateOf } from './coordinate.js';
import { breakingDirectiveArguments, changedInputDefaults } from './inputs.js';

/**
 * What a client that is right today could be wrong with tomorrow.
 * Takes supergraphs or API schemas, each as SDL; compares what clients see of them.
 */
export function breakingChanges(oldSdl: string, newSdl: string): SchemaChange[] {
  return compare(oldSdl, newSdl, (before, after) => [
    ...findBreakingChanges(before, after).filter(isOfTheSchema).map(changeOf),
    ...breakingDirectiveArguments(before, after),
  ]);
}

/** What no client's document breaks on, though its program might: a new enum value, a changed default. */
export function dangerousChanges(oldSdl: string, newSdl: string): SchemaChange[] {
  return compare(oldSdl, newSdl, (before, after) => [
    ...findDangerousChanges(before, after).map(changeOf),
    ...changedInputDefaults(before, after),
  ]);
}

function compare(
  oldSdl: string,
  newSdl: string,
  find: (before: GraphQLSchema, after: GraphQLSchema) => SchemaChange[],
): SchemaChange[] {
  const changes = find(apiSchema(oldSdl), apiSchema(newSdl));
  return changes.sort((a, b) => a.coordinate.localeCompare(b.coordinate, 'en') || a.kind.localeCompare(b.kind, 'en'));
}

function changeOf({ type, description }: { type: string; description: string }): SchemaChange {
  const coordinate = coordinateOf(type, description);
  const sentence = description.startsWith(coordinate) ? description : `${coordinate}: ${description}`;
  return { coordinate, kind: type, sentence };
}

// A built-in scalar disappears with its last use; the removed use is reported instead.
const isOfTheSchema = ({ description }: { description: string }): boolean => !description.startsWith('Standard scalar');
