import { printSchema } from 'graphql';
import { apiSchema } from './api.js';
import type { SchemaChange } from './change.js';
import { breakingChanges, dangerousChanges } from './check.js';

/** A breaking or dangerous change that a decision accepts. */
export interface AcceptedChange {
  readonly coordinate: string;
  /** The kind of the change, such as `FIELD_REMOVED`. */
  readonly kind: string;
  readonly reason: string;
}

/** The API without descriptions, as the text of a baseline. */
export function baselineOf(sdl: string): string {
  const schema = apiSchema(sdl);
  return `${printSchema(schema)
    .replaceAll(/^ *"""[\s\S]*?"""\n/gm, '')
    .trim()}\n`;
}

/** The breaking and dangerous changes since a baseline that no decision accepts. */
export function changesSince(baseline: string, sdl: string, accepted: readonly AcceptedChange[]): SchemaChange[] {
  const isAccepted = ({ coordinate, kind }: SchemaChange) =>
    accepted.some((each) => each.coordinate === coordinate && each.kind === kind);
  return [...breakingChanges(baseline, sdl), ...dangerousChanges(baseline, sdl)].filter((each) => !isAccepted(each));
}
