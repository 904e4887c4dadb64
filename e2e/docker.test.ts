import { existsSync, readFileSync } from 'node:fs';
import { gatewayVariables } from '@cabildo/gateway';
import { readConfig, signingVariables, subgraphVariables } from '@cabildo/kit/process';
import { cloneDatabase } from '@cabildo/kit/testing';
import { parse } from 'yaml';
import { subgraphs } from '../hub/src/subgraphs.js';

interface Service {
  image?: string;
  command?: string[];
  environment: Record<string, string | number>;
  healthcheck: { test: string[] };
  depends_on?: Record<string, unknown>;
  ports?: string[];
  volumes?: string[];
  read_only?: boolean;
}

const text = readFileSync('docker/compose.yaml', 'utf8');
const { services, volumes } = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: object };
const names = subgraphs.map(({ subgraph }) => subgraph.name);

describe('compose.yaml', () => {
  it('has PostgreSQL, every subgraph and the gateway, each with a health check', () => {
    expect(Object.keys(services).sort()).toEqual(['gateway', 'postgres', ...names].sort());
    for (const { healthcheck } of Object.values(services)) expect(healthcheck.test.length).toBeGreaterThan(0);
    expect(Object.keys(volumes)).toEqual(['postgres', 'permalinks']);
  });

  it.each(names)('starts %s by a file that the build makes, with variables that the code reads', (name) => {
    const { command, environment } = services[name]!;
    expect(command?.[0]).toBe('node');
    expect(existsSync(command![1]!.replace('dist/', 'src/').replace('.js', '.ts'))).toBe(true);
    expect(Object.keys(subgraphVariables)).toEqual(expect.arrayContaining(Object.keys(environment)));
  });

  it('sets the address of each subgraph in variables that the gateway reads', () => {
    const { command, environment, ports } = services.gateway!;
    expect(existsSync(command![1]!.replace('dist/', 'src/').replace('.js', '.ts'))).toBe(true);
    expect(Object.keys(gatewayVariables)).toEqual(expect.arrayContaining(Object.keys(environment)));
    const urls = gatewayVariables.SUBGRAPH_URLS.read(String(environment.SUBGRAPH_URLS));
    for (const name of names) expect(urls[name]).toBe(`http://${name}:${services[name]!.environment.PORT}/graphql`);
    expect(ports).toEqual(['4000:4000']);
  });

  it('keeps permalinks in a volume that the user of the image may write to', () => {
    const { environment, volumes: mounted } = services.gateway!;
    expect(mounted).toEqual([`permalinks:${environment.PERMALINKS}`]);
    expect(readFileSync('docker/Dockerfile', 'utf8')).toContain(`install -d -o node ${environment.PERMALINKS}\n`);
  });

  it('gives each subgraph a key of its own, and the gateway all of them', () => {
    const given = String(services.gateway!.environment.SUBGRAPH_KEYS);
    for (const name of names) {
      const key = `${name.toUpperCase()}_KEY`;
      expect(services[name]!.environment.GATEWAY_KEYS).toMatch(new RegExp(`^\\$\\{${key}:`));
      expect(given).toContain(`${name}=\${${key}:?}`);
    }
    const secret = 'x'.repeat(32);
    const read = gatewayVariables.SUBGRAPH_KEYS.read(given.replace(/\$\{\w+:\?\}/g, `2026a:${secret}`));
    expect(read).toEqual(Object.fromEntries(names.map((name) => [name, { id: '2026a', secret }])));
  });

  it('passes on what takes the place of a signing key, for one start; what is left empty is not set', () => {
    for (const name of names) {
      const { environment } = services[name]!;
      const own = Object.entries(environment).filter(([variable]) => /^SIGNING_KEY_/.test(variable));
      const key = `${name.toUpperCase()}_SIGNING_KEY`;
      expect(own).toEqual([
        ['SIGNING_KEY_PREVIOUS', `\${${key}_PREVIOUS:-}`],
        ['SIGNING_KEY_LOST', `\${${key}_LOST:-}`],
      ]);
    }
    expect(readConfig(signingVariables, { SIGNING_KEY_PREVIOUS: '', SIGNING_KEY_LOST: '' })).toEqual({});
  });

  it('sets the metrics token and the publishers of each subgraph; empty means nobody', () => {
    for (const name of names) {
      const { environment } = services[name]!;
      for (const variable of ['METRICS_TOKEN', 'PUBLISHERS'])
        expect(environment[variable]).toBe(`\${${name.toUpperCase()}_${variable}:-}`);
    }
    const { METRICS_TOKEN, PUBLISHERS } = subgraphVariables;
    const read = readConfig({ METRICS_TOKEN, PUBLISHERS }, { METRICS_TOKEN: '', PUBLISHERS: '' });
    expect(read).toEqual({ METRICS_TOKEN: undefined, PUBLISHERS: [] });
  });

  it('lets a subgraph write to a disk below /tmp, where uploads go, and to nothing else', () => {
    for (const name of names) expect(services[name]).toMatchObject({ read_only: true, volumes: ['/tmp'] });
  });

  it('has no default secret, and publishes no port but that of the gateway', () => {
    const only = /_(SIGNING_KEY_(PREVIOUS|LOST)|METRICS_TOKEN|PUBLISHERS)$/;
    for (const [, secret, rest] of text.matchAll(/(?<!\$)\$\{(\w+)([^}]*)\}/g))
      expect([secret, rest]).toEqual([secret, only.test(secret!) ? ':-' : expect.stringMatching(/^:\?/)]);
    for (const [name, service] of Object.entries(services))
      if (name !== 'gateway') expect(service.ports).toBeUndefined();
  });
});

describe('Dockerfile', () => {
  const dockerfile = readFileSync('docker/Dockerfile', 'utf8');

  it('runs node itself, as a user that is not root, on the version that the workspace pins', () => {
    const pinned = /"node": "(\d+)\./.exec(readFileSync('package.json', 'utf8'))![1];
    for (const [, major] of dockerfile.matchAll(/FROM node:(\d+)/g)) expect(major).toBe(pinned);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^CMD \["node", /m);
  });
});

describe('roles.sql', () => {
  it('gives each service a schema that it can fill and that no other can read', async () => {
    const { dsn, drop } = await cloneDatabase(process.env.CABILDO_TEST_DSN!, 'nothing', async () => {});
    const admin = await subgraphs[0]!.subgraph.connect({ dsn: { write: dsn } });
    const pool = await admin.database.pool();
    await pool.query(rolesFor('secret'));
    try {
      for (const { subgraph } of subgraphs) {
        const connected = await subgraph.connect({ dsn: { write: asRole(dsn, subgraph.name) } });
        await connected.database.migrate();
        expect(
          (await connected.execute({ query: `{ ${subgraph.name}Revisions { totalCount } }` })).errors,
        ).toBeUndefined();
        const own = await connected.database.pool();
        for (const other of names.filter((name) => name !== subgraph.name))
          await expect(own.query(`select from ${other}.revision`)).rejects.toThrow(
            /permission denied for schema|does not exist/,
          );
        await connected.close();
      }
    } finally {
      await pool.query(names.map((name) => `drop owned by ${name} cascade; drop role ${name};`).join(''));
      await admin.close();
      await drop();
    }
  });

  /** What psql makes of the file. */
  function rolesFor(password: string): string {
    const sql = readFileSync('docker/roles.sql', 'utf8').replace(/^\\getenv .*$/gm, '');
    return sql.replace(/:'\w+'/g, `'${password}'`);
  }

  function asRole(dsn: string, role: string): string {
    const url = new URL(dsn);
    url.username = role;
    url.password = 'secret';
    return url.href;
  }
});
