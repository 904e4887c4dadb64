import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Engine } from '../src/index.js';
import { caseNames, loadCase } from './conformance-case.js';
import { type Call, inProcess, supergraphOf } from './subgraphs.js';

/** The gateway refuses what takes longer to plan; all of these take milliseconds, or as good as for ever. */
const longestPlan = 2_000;

const cases = await Promise.all(caseNames.map(async (name) => ({ name, ...(await loadCase(name)) })));

describe.each(cases)('$name', ({ subgraphs, queries }) => {
  const calls: Call[] = [];
  let engine: Engine;
  let planned = 0;

  beforeAll(() => {
    engine = new Engine(supergraphOf(subgraphs), inProcess(subgraphs, calls), {
      checkPlans: true,
      onPlanned: (ms) => {
        planned = ms;
      },
    });
  });
  afterAll(() => engine.close());

  test.each(queries)('$title', async ({ query, variables, data, errors, calls: expected }) => {
    const before = calls.length;
    const result = await engine.execute({ query, variables });
    expect({ data: plain(result.data), errors: errorsLike(result.errors ?? [], errors) }).toEqual({
      data,
      errors: errors ?? [],
    });
    expect(planned).toBeLessThan(longestPlan);
    if (expected !== undefined) expect(calls.length - before).toBe(expected);
  });
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

type Shown = { message: string; path?: unknown; extensions?: Record<string, unknown> };

/** Of each error, what the case says something about. */
function errorsLike(errors: readonly Shown[], wanted: readonly object[] = []): object[] {
  return errors.map(({ message, path, extensions }, i) => {
    const told: Record<string, unknown> = { message, path, code: extensions?.code };
    const asked = wanted[i] ? Object.keys(wanted[i]) : Object.keys(told);
    return Object.fromEntries(asked.map((key) => [key, told[key]]));
  });
}
