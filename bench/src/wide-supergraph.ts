/** A supergraph of entities that lead to each other through many subgraphs. */
export interface WideSupergraph {
  readonly sdl: string;
  /** An operation that is as many fields deep as `depth`, and as many wide as `width` at each of them. */
  operation(seed: number, depth: number, width: number): string;
}

const joinSpec = `schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) { query: Query }
directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean, override: String, usedOverridden: Boolean) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
scalar join__FieldSet
scalar link__Import
enum link__Purpose { SECURITY EXECUTION }`;

/** Each type is an entity of two subgraphs: the first has `a` and `next`, the second `b`, `others`, and `c`, which requires `a`. */
export function wideSupergraph(graphs: number, types: number): WideSupergraph {
  const first = (type: number): number => type % graphs;
  const second = (type: number): number =>
    (type * 7 + 3) % graphs === first(type) ? (first(type) + 1) % graphs : (type * 7 + 3) % graphs;
  const next = (type: number): number => (type * 31 + 7) % types;
  const other = (type: number): number => (type * 17 + 11) % types;
  const all = Array.from({ length: types }, (_, i) => i);
  const names = Array.from({ length: graphs }, (_, i) => i);
  // A subgraph that leads to an entity of others knows its key.
  const referring = all.map(() => new Set<number>());
  for (const i of all) {
    referring[next(i)]!.add(first(i));
    referring[other(i)]!.add(second(i));
  }
  const stubs = (i: number): string =>
    [...referring[i]!]
      .filter((graph) => graph !== first(i) && graph !== second(i))
      .map((graph) => ` @join__type(graph: G${graph}, key: "id", resolvable: false)`)
      .join('');
  const typeText = (i: number): string =>
    `type T${i} @join__type(graph: G${first(i)}, key: "id") @join__type(graph: G${second(i)}, key: "id")${stubs(i)} {
  id: ID!
  a: String @join__field(graph: G${first(i)}) @join__field(graph: G${second(i)}, external: true)
  b: String @join__field(graph: G${second(i)})
  c: String @join__field(graph: G${second(i)}, requires: "a")
  next: T${next(i)} @join__field(graph: G${first(i)})
  others: [T${other(i)}] @join__field(graph: G${second(i)})
}`;
  const sdl = [
    joinSpec,
    `enum join__Graph { ${names.map((i) => `G${i} @join__graph(name: "g${i}", url: "http://g${i}.test/")`).join(' ')} }`,
    `type Query ${names.map((i) => `@join__type(graph: G${i})`).join(' ')} { ${all.map((i) => `t${i}: T${i} @join__field(graph: G${first(i)})`).join('\n')} }`,
    ...all.map(typeText),
  ].join('\n');
  const body = (type: number, depth: number, width: number, seed: number): string => {
    const leaves = ['id', 'a', 'b', 'c'].slice(0, 1 + (seed % 4)).join(' ');
    if (depth === 0) return `{ ${leaves} }`;
    const below = Array.from({ length: width }, (_, i) => {
      const isNext = (seed + i + depth) % 2 === 0;
      return `f${i}: ${isNext ? 'next' : 'others'} ${body(isNext ? next(type) : other(type), depth - 1, width, seed + i)}`;
    });
    return `{ ${leaves} ${below.join(' ')} }`;
  };
  return { sdl, operation: (seed, depth, width) => `{ t${seed % types} ${body(seed % types, depth, width, seed)} }` };
}
