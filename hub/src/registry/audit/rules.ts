import { entityTypes, representationsOf } from './entity-types.js';
import { schemaDifference } from './schema-difference.js';
import { type Audited, type Reply, send } from './send.js';

/** One rule that a running subgraph must satisfy. Its id never changes its meaning. */
export interface AuditRule {
  readonly id: string;
  readonly title: string;
  /** Returns what is wrong, as the rest of a sentence that begins with the address; undefined if nothing is. */
  readonly run: (subgraph: Audited) => Promise<string | undefined>;
  /** A failure does not stop publication. */
  readonly optional?: true;
}

const service = '{ _service { sdl } }';

export async function sdlOf(subgraph: Audited): Promise<string | undefined> {
  const { json } = await send(subgraph, { query: service });
  const { sdl } = Object(json?.data?._service) as { sdl?: unknown };
  return typeof sdl === 'string' ? sdl : undefined;
}

const shownStatus = ({ status, text }: Reply) => `HTTP ${status}: ${text.slice(0, 200).replaceAll(/\s+/g, ' ')}`;

/** Sends an entity query with the server's own first entity; skips servers without entities. */
async function withEntity(
  subgraph: Audited,
  check: (keys: ReturnType<typeof representationsOf>) => Promise<string | undefined>,
): Promise<string | undefined> {
  const sdl = subgraph.sdl ?? (await sdlOf(subgraph));
  const [entity] = sdl === undefined ? [] : entityTypes(sdl);
  return entity ? check(representationsOf(entity)) : undefined;
}

const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
const twoAliases =
  'query ($r: [_Any!]!, $s: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $s) { __typename } }';

export const auditRules: readonly AuditRule[] = [
  {
    id: 'typename',
    title: 'a query of __typename returns the name of the query type',
    run: async (subgraph) => {
      const reply = await send(subgraph, { query: '{ __typename }' });
      return typeof reply.json?.data?.__typename === 'string'
        ? undefined
        : `does not respond to { __typename } (${shownStatus(reply)}).`;
    },
  },
  {
    id: 'media-type',
    title: 'responses are JSON',
    run: async (subgraph) => {
      const type = (await send(subgraph, { query: '{ __typename }' })).headers.get('content-type') ?? '';
      return /^application\/(graphql-response\+)?json\b/.test(type)
        ? undefined
        : `responds with content-type "${type}": use application/graphql-response+json or application/json.`;
    },
  },
  {
    id: 'published-schema',
    title: 'the server has the published schema',
    run: async (subgraph) => {
      const live = await sdlOf(subgraph);
      if (live === undefined) return `has no ${service}: serve the schema as a Federation subgraph.`;
      const different = subgraph.sdl === undefined ? [] : schemaDifference(subgraph.sdl, live);
      if (different.length === 0) return undefined;
      const more = different.length > 5 ? ` and ${different.length - 5} more` : '';
      return `has another schema than the published one: ${different.slice(0, 5).join(', ')}${more} differ. Deploy the version that you publish.`;
    },
  },
  {
    id: 'operation-name',
    title: 'operationName selects the operation',
    run: async (subgraph) => {
      const query = 'query A { a: __typename } query B { b: __typename }';
      const { json } = await send(subgraph, { query, operationName: 'B' });
      return typeof json?.data?.b === 'string' ? undefined : 'ignores operationName.';
    },
  },
  {
    id: 'syntax-error',
    title: 'a document that is not GraphQL is an error of the client',
    run: async (subgraph) => {
      const reply = await send(subgraph, { query: '{ ' });
      if (reply.status >= 500) return `fails on a document that is not GraphQL (${shownStatus(reply)}).`;
      return reply.json?.errors?.length ? undefined : 'reports no error for a document that is not GraphQL.';
    },
  },
  {
    id: 'entities-length',
    title: '_entities returns one item for each representation, unknown keys included',
    run: (subgraph) =>
      withEntity(subgraph, async ([one, other]) => {
        const reply = await send(subgraph, { query: entities, variables: { r: [one, other, one] } });
        const list = reply.json?.data?._entities;
        if (Array.isArray(list) && list.length === 3) return undefined;
        if (reply.json?.errors?.length && reply.status < 500) return undefined;
        return `returns no list of 3 for 3 representations of ${String(one.__typename)} (${shownStatus(reply)}). Return null for a key that you do not know.`;
      }),
  },
  {
    id: 'entities-aliases',
    title: '_entities can be selected twice in one operation',
    run: (subgraph) =>
      withEntity(subgraph, async ([one, other]) => {
        const reply = await send(subgraph, { query: twoAliases, variables: { r: [one], s: [other] } });
        const { a, b } = Object(reply.json?.data) as { a?: unknown; b?: unknown };
        if (Array.isArray(a) && Array.isArray(b) && a.length === 1 && b.length === 1) return undefined;
        if (reply.json?.errors?.length && reply.status < 500) return undefined;
        return `does not resolve _entities under two aliases (${shownStatus(reply)}).`;
      }),
  },
  {
    id: 'entities-order',
    title: '_entities keeps the order of the representations',
    run: (subgraph) =>
      withEntity(subgraph, async ([one, other]) => {
        const { __typename, ...key } = one;
        const names = Object.keys(key);
        const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${String(__typename)} { ${names.join(' ')} } } }`;
        const { json } = await send(subgraph, { query, variables: { r: [other, one] } });
        const list = json?.data?._entities;
        if (!Array.isArray(list) || list.length !== 2) return undefined;
        const wrong = [other, one].some((expected, index) => {
          const found: unknown = list[index];
          return found !== null && names.some((name) => String(Object(found)[name]) !== String(expected[name]));
        });
        return wrong ? 'returns entities in another order than their representations.' : undefined;
      }),
  },
  {
    id: 'entities-unknown-type',
    title: 'a representation of an unknown type is an error, not a failure',
    run: (subgraph) =>
      withEntity(subgraph, async () => {
        const r = [{ __typename: 'AuditUnknownType', id: '1' }];
        const reply = await send(subgraph, { query: entities, variables: { r } });
        return reply.status >= 500 && !reply.json ? `fails on an unknown type (${shownStatus(reply)}).` : undefined;
      }),
  },
  {
    id: 'entities-null',
    title: 'a null in place of a representation is an error, not a failure',
    run: (subgraph) =>
      withEntity(subgraph, async () => {
        const reply = await send(subgraph, { query: entities, variables: { r: [null] } });
        if (reply.status >= 500 && !reply.json) return `fails on a null representation (${shownStatus(reply)}).`;
        return reply.json?.errors?.length ? undefined : 'accepts null in place of a representation.';
      }),
  },
  {
    id: 'signature-wrong',
    title: 'a call with a wrong signature, or with none, is refused',
    run: async (subgraph) => {
      if (!subgraph.key) return undefined;
      const wrong = { ...subgraph, key: { ...subgraph.key, secret: `${subgraph.key.secret}x` } };
      for (const [how, caller] of [
        ['a wrong signature', wrong],
        ['no signature', { ...subgraph, key: undefined }],
      ] as const) {
        const reply = await send(caller, { query: '{ __typename }' });
        if (reply.json?.data) return `responds to a call with ${how}: verify hub-signature.`;
      }
      return undefined;
    },
  },
  {
    id: 'revisions',
    title: 'GET revisions is an event stream, or says that there is none',
    optional: true,
    run: async (subgraph) => {
      const { status, headers } = await peek(subgraph);
      const type = headers.get('content-type') ?? '';
      return status !== 200 || /^text\/event-stream/.test(type)
        ? undefined
        : `responds to GET revisions with "${type}": serve an event stream, or respond with 404.`;
    },
  },
  {
    id: 'cache-headers',
    title: 'responses name a revision or a Cache-Control',
    optional: true,
    run: async (subgraph) => {
      const { json, headers } = await send(subgraph, { query: '{ __typename }' });
      const { revision } = Object((json as { extensions?: unknown } | undefined)?.extensions) as { revision?: unknown };
      return revision !== undefined || headers.get('cache-control')
        ? undefined
        : 'sends neither a revision nor a Cache-Control header: the hub requests it again for every operation.';
    },
  },
];

/** The head of a response that may never end. */
async function peek(subgraph: Audited): Promise<{ status: number; headers: Headers }> {
  const abort = new AbortController();
  try {
    const response = await fetch(new URL('revisions', subgraph.url), { redirect: 'manual', signal: abort.signal });
    return { status: response.status, headers: response.headers };
  } finally {
    abort.abort();
  }
}
