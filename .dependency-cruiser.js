// Import directions, as docs/decisions/0001-rooms-and-import-directions.md draws them.
const services = '^services/([^/]+)/';

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

// The rooms of the kit, lowest first: each may import only the rooms named here, and itself.
const kitRooms = {
  scalars: [],
  migrations: [],
  record: ['scalars'],
  dataset: ['record'],
  process: ['scalars', 'http'],
  http: ['process'],
  database: ['record', 'dataset', 'process'],
  read: ['record', 'process', 'database'],
  page: ['read'],
  changes: ['scalars', 'record', 'dataset', 'read', 'page'],
  moment: ['scalars', 'process', 'http', 'database', 'read'],
  log: ['record', 'dataset', 'process', 'http', 'database'],
  metrics: ['http', 'database'],
  ingest: ['scalars', 'record', 'dataset', 'process', 'http', 'database', 'log', 'moment'],
};
const kitRules = Object.entries(kitRooms).map(([room, lower]) =>
  forbid(
    `kit-${room}`,
    `The room kit/src/${room} imports ${lower.join(', ') || 'no other room'}.`,
    { path: `^kit/src/${room}/` },
    { path: '^kit/src/', pathNot: `^kit/src/(?:(?:${[room, ...lower].join('|')})/|(?:errors|context)\\.ts$)` },
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...kitRules,
    forbid('no-cycle', 'What depends on itself cannot be read in any order.', {}, { circular: true }),
    forbid(
      'kit-imports-nobody',
      'The kit is what everything else is made of.',
      { path: '^kit/src' },
      { path: '^(services|gateway|schema|hub|e2e|bench)/' },
    ),
    forbid(
      'service-imports-kit-only',
      'A service could be run by an agency of its own.',
      { path: `${services}src` },
      { path: '^(services|gateway|schema|hub|e2e|bench)/', pathNot: '^services/$1/' },
    ),
    forbid(
      'gateway-has-no-database',
      'The gateway knows neither tables nor the domain.',
      { path: '^gateway/src' },
      { path: '^(services|schema|hub|e2e|bench|kit/(src|dist)/(?!process/))' },
    ),
    forbid(
      'schema-imports-nobody',
      'Composition knows SDL and nothing else.',
      { path: '^schema/src' },
      { path: '^(kit|services|gateway|hub|e2e|bench)/' },
    ),
    forbid(
      'sql-in-its-place',
      'SQL stands in repositories, migrations and the database files of the kit.',
      {
        path: '^(services/[^/]+|gateway|hub|schema)/src',
        pathNot: '(repository\\.ts$|/migrations/|^hub/src/postgres/)',
      },
      { path: 'node_modules/(kysely|pg|pg-copy-streams|@mikro-orm/(postgresql|sql|migrations))/' },
    ),
    forbid(
      'dataloader-in-the-loader',
      'Batches are declared; the one file knows by which library.',
      { pathNot: '^kit/src/read/loader\\.ts$' },
      { path: 'node_modules/dataloader/' },
    ),
    forbid(
      'checker-without-planner',
      'A mistake of a planner must not be a mistake of the checker: it knows the plan model, and no code that plans.',
      { path: '^gateway/src/engine/check/' },
      { path: '^gateway/src/engine/', pathNot: '^gateway/src/engine/(check/|plan/(plan|planner)\\.ts$)' },
    ),
    forbid(
      'composition-in-schema',
      'Composition is under the Elastic licence: it makes a supergraph, and never serves a request.',
      { pathNot: '^schema/src/' },
      { path: 'node_modules/@apollo/composition/' },
    ),
    forbid(
      'oracle-only-in-tests',
      'Under the Elastic licence, and slower: something to compare with.',
      { pathNot: '/test/|^e2e/|^bench/' },
      { path: 'node_modules/@apollo/gateway/' },
    ),
    forbid(
      'nothing-imports-tests',
      'A test is read, not used.',
      { pathNot: '/test/|^e2e/|^bench/' },
      { path: '/test/|^e2e/|^bench/' },
    ),
    forbid(
      'doors-only',
      'A package is used by the doors that its package.json names.',
      { path: '^((?:services/)?[^/]+)/src/' },
      { path: '^(?:services/)?[^/]+/src/', pathNot: '^$1/' },
    ),
    forbid(
      'declared-dependencies',
      'What is imported is declared where it is imported.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
};
