import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestSubgraph, testSubgraph } from './subgraphs.js';

export interface ConformanceQuery {
  /** A fact, as a test's title. */
  readonly title: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly data: unknown;
  readonly errors?: readonly { readonly message?: string; readonly path?: unknown; readonly code?: string }[];
  /** Subgraphs called, where the number is the point. */
  readonly calls?: number;
}

/** `case.ts` of a folder whose other files are the SDLs of its subgraphs, each named after one. */
export interface ConformanceCase {
  readonly resolvers: Readonly<Record<string, object>>;
  readonly queries: readonly ConformanceQuery[];
}

const folder = join(import.meta.dirname, 'conformance');

export const caseNames: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

export async function loadCase(name: string): Promise<ConformanceCase & { subgraphs: TestSubgraph[] }> {
  const module = (await import(`./conformance/${name}/case.ts`)) as { default: ConformanceCase };
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.graphql'));
  const subgraphs = files.sort().map((file) => {
    const subgraph = file.replace(/\.graphql$/, '');
    const sdl = readFileSync(join(folder, name, file), 'utf8');
    return testSubgraph(subgraph, sdl, module.default.resolvers[subgraph] ?? {});
  });
  return { ...module.default, subgraphs };
}

type Row = Record<string, unknown>;

/** A reference resolver over rows: the first that has every scalar of the representation that it knows. */
export function among(rows: readonly Row[]): (reference: Row) => Row | undefined {
  return (reference) => {
    const row = rows.find((it) => keysAgree(it, reference));
    return row && { ...reference, ...row };
  };
}

function keysAgree(row: Row, reference: Row): boolean {
  return Object.entries(reference).every(([key, value]) => {
    if (key === '__typename' || !(key in row)) return true;
    const own = row[key];
    return typeof value === 'object' && value && typeof own === 'object' && own
      ? keysAgree(own as Row, value as Row)
      : own === value;
  });
}
