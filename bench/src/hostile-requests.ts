export interface HostileRequest {
  readonly title: string;
  /** What it is refused by. */
  readonly code: string;
  readonly body: string;
  readonly method?: 'GET';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const nested = (levels: number, open: string, inner: string, close: string) =>
  open.repeat(levels) + inner + close.repeat(levels);
const asking = (title: string, code: string, query: string, more: object = {}): HostileRequest => ({
  title,
  code,
  body: JSON.stringify({ query, ...more }),
});

/** Every kind of hostile request, as it is sent. */
export const hostileRequests: readonly HostileRequest[] = [
  asking(
    'fields thirty deep',
    'OPERATION_TOO_DEEP',
    nested(30, '{ reports ', '{ id }', '}').replace('{ reports ', '{ people '),
  ),
  asking('brackets two thousand deep', 'OPERATION_TOO_DEEP', nested(2_000, '{a', '', '}')),
  asking('a thousand aliases', 'TOO_MANY_ALIASES', `{ people { ${times(1_000, (i) => `a${i}: id`)} } }`),
  asking('a hundred root fields', 'TOO_MANY_ROOT_FIELDS', `{ ${times(100, (i) => `a${i}: people { id }`)} }`),
  asking('fifteen thousand tokens', 'OPERATION_TOO_LONG', `{ ${'a '.repeat(15_000)} }`),
  asking('250 KB of text', 'OPERATION_TOO_LONG', `{ people { id } } #${'x'.repeat(250_000)}`),
  asking('a hundred directives', 'TOO_MANY_DIRECTIVES', `{ people ${'@include(if: true) '.repeat(100)} { id } }`),
  asking('one field two thousand times', 'OPERATION_REPEATS', `{ people { ${'id '.repeat(1_900)} } }`),
  asking(
    'fragments in a circle',
    'FRAGMENT_CYCLE',
    '{ people { ...A } } fragment A on Person { ...B } fragment B on Person { ...A }',
  ),
  asking(
    'fragments that double thirty times',
    'OPERATION_TOO_WIDE',
    `{ people { ...F0 } } ${times(30, (i) => `fragment F${i} on Person { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Person { id }`,
  ),
  asking('a page of a million', 'OPERATION_TOO_COSTLY', '{ projects(first: 1000000) { code } }'),
  asking(
    'lists in lists',
    'OPERATION_TOO_COSTLY',
    `{ people ${nested(6, '{ reports { project ', '{ code }', '} }')} }`,
  ),
  asking(
    'introspection that goes round',
    'INTROSPECTION_TOO_DEEP',
    `{ __schema { types ${nested(4, '{ fields { type ', '{ name }', '} }')} } }`,
  ),
  {
    title: 'variables a thousand deep',
    code: 'VARIABLES_TOO_DEEP',
    body: `{"query":"{ people { id } }","variables":{"x":${nested(1_000, '[', '', ']')}}}`,
  },
  {
    title: 'a prototype’s key in variables',
    code: 'VARIABLE_KEY_REFUSED',
    body: '{"query":"{ people { id } }","variables":{"x":{"__proto__":{"y":1}}}}',
  },
  {
    title: 'a batch of a thousand',
    code: 'BODY_UNREADABLE',
    body: `[${'{"query":"{ people { id } }"},'.repeat(999)}{}]`,
  },
  { title: 'ten megabytes of body', code: 'BODY_TOO_LARGE', body: 'x', headers: { 'content-length': '10000000' } },
  { title: 'a compressed body', code: 'BODY_ENCODED', body: 'x', headers: { 'content-encoding': 'gzip' } },
  asking('an id that nobody knows', 'DOCUMENT_UNKNOWN', '', { query: undefined, documentId: 'sha256:none' }),
  asking('a field that is not there', 'GRAPHQL_VALIDATION_FAILED', '{ people { nonsense } }'),
  asking('no GraphQL at all', 'GRAPHQL_PARSE_FAILED', '{ people { id '),
  {
    title: 'a GET that another site’s page could send',
    code: 'BAD_REQUEST',
    method: 'GET',
    path: '/graphql?query={people{id}}',
    body: '',
  },
];
