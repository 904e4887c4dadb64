// Inputs of public bug reports: folders of ../shared/cases/engine, if they are there. Each kind has a conformance case.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { compose } from '@cabildo/schema';
import { describe, expect, test } from '@jest/globals';
import { execute, parse } from 'graphql';
import { Engine } from '../src/index.js';
import type { Connect, SubgraphResponse } from '../src/subgraph/transport.js';

const folder = join(import.meta.dirname, '../../../shared/cases/engine');
/** Those that planning decides; what becomes of values and claims has tests of its own. */
const planned = /^(00|37|38|39|40|47|49|50|62|68|74|81)-/;
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((it) => planned.test(it))
      .sort()
  : [];

interface Served {
  readonly resolvers?: object;
  readonly handle?: (json: unknown, request: unknown, text: string) => unknown;
}

interface Expected {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly unknown[] }[];
  readonly mostErrors?: number;
  readonly raw?: string | readonly string[];
}

const read = (name: string, file: string): string | undefined => {
  const path = join(folder, name, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

/** Imports of a module are resolved from where it is. */
function copied(name: string): string {
  const cache = join(import.meta.dirname, '../node_modules/.cache/reported-cases', name);
  mkdirSync(cache, { recursive: true });
  copyFileSync(join(folder, name, 'data.js'), join(cache, 'data.js'));
  return join(cache, 'data.js');
}

async function serve(name: string) {
  const served = (await import(copied(name))) as Record<string, Served> & { reset?: () => void };
  const files = readdirSync(join(folder, name)).filter((it) => /^\w+\.graphql$/.test(it) && !it.startsWith('query'));
  const subgraphs = files.map((file) => {
    const subgraph = file.replace(/\.graphql$/, '');
    return { name: subgraph, url: `http://${subgraph}.test/`, sdl: read(name, file)! };
  });
  const connect: Connect = (subgraph) => {
    const { sdl } = subgraphs.find((it) => it.name === subgraph)!;
    const { resolvers = {}, handle } = served[subgraph] ?? {};
    const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
    return {
      name: subgraph,
      close: async () => {},
      send: async ({ query, variablesText }) => {
        const variables = JSON.parse(variablesText) as Record<string, unknown>;
        const answer = handle
          ? await handle({ query, variables }, undefined, JSON.stringify({ query, variables }))
          : await execute({ schema, document: parse(query), variableValues: variables });
        const { body } = answer as { body?: string };
        return JSON.parse(body ?? JSON.stringify(answer)) as SubgraphResponse;
      },
    };
  };
  return { connect, sdl: compose(subgraphs).supergraphSdl, reset: () => served.reset?.() };
}

const suite = names.length ? describe.each(names) : describe.skip.each(['no reported cases here']);

suite('%s', (name) => {
  const numbers = names.length
    ? readdirSync(join(folder, name)).flatMap(
        (it) => /^query(-\d+)?\.graphql$/.exec(it)?.[1] ?? (it === 'query.graphql' ? '' : []),
      )
    : [];
  test.each(numbers.sort())('query%s', async (number) => {
    const { connect, sdl, reset } = await serve(name);
    reset();
    const engine = new Engine(sdl, connect, { checkPlans: !process.env.NOCHECK });
    const expected = JSON.parse(read(name, `expected${number}.json`)!) as Expected;
    const result = await engine.execute({
      query: read(name, `query${number}.graphql`)!,
      operationName: read(name, `operationName${number}.txt`)?.trim(),
      variables: JSON.parse(read(name, `variables${number}.json`) ?? '{}') as Record<string, unknown>,
    });
    await engine.close();
    const shown = JSON.parse(JSON.stringify(result)) as Expected;
    if ('data' in expected) expect(shown).toMatchObject({ data: expected.data });
    if (!expected.errors) expect(shown.errors).toBeUndefined();
    for (const { path } of expected.errors ?? [])
      if (path) expect(shown.errors?.map((it) => it.path)).toContainEqual(path);
  });
});
