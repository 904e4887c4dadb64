import { join } from 'node:path';
import type { Contender } from './contender.ts';

const here = import.meta.dirname;
const others = join(here, '../contenders');

const hive = (name: string, flag: string, config: string): Contender => ({
  name,
  cwd: others,
  args: [
    'node_modules/@graphql-hive/gateway/dist/bin.js',
    'supergraph',
    '{supergraph}',
    flag,
    ...['--port', '{port}', '--host', '127.0.0.1', '--config-path', config],
  ],
});

const ours = (name: string, mode: string): Contender => ({ name, args: [join(here, 'ours.ts')], env: { MODE: mode } });

export const reference = '@apollo/gateway in Apollo Server';

export const contenders: readonly Contender[] = [
  { name: reference, cwd: others, args: ['apollo.js'] },
  hive('Hive Gateway, JIT', '--jit', 'hive-alone.config.js'),
  hive('Hive Gateway, Rust runtime', '--hive-router-runtime', 'hive-alone.config.js'),
  ours('Cabildo, uncached', 'uncached'),
  { name: 'hand-written, no GraphQL', args: [join(here, 'hand-written.ts')] },
  hive('Hive Gateway, JIT, sharing', '--jit', 'hive-sharing.config.js'),
  hive('Hive Gateway, Rust runtime, sharing', '--hive-router-runtime', 'hive-sharing.config.js'),
  ours('Cabildo, sharing', 'sharing'),
  ours('Cabildo, cached', 'cached'),
  { name: 'static body, node:http', args: [join(here, 'static-body.ts')] },
];
