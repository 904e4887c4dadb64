const packages = {
  kit: 'kit',
  municipalities: 'services/municipalities',
  secretariats: 'services/secretariats',
  indicators: 'services/indicators',
  registry: 'services/registry',
  gateway: 'gateway',
  schema: 'schema',
  hub: 'hub',
};

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: [...Object.values(packages).map((folder) => `<rootDir>/${folder}/test`), '<rootDir>/e2e'],
  globalSetup: '<rootDir>/e2e/postgres/global-setup.ts',
  globalTeardown: '<rootDir>/e2e/postgres/global-teardown.ts',
  testMatch: ['**/*.test.ts'],
  reporters: ['default', '<rootDir>/e2e/summary.js'],
  maxWorkers: 2,
  testTimeout: 20_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    ...Object.fromEntries(
      Object.entries(packages).flatMap(([name, folder]) => [
        [`^@cabildo/${name}$`, `<rootDir>/${folder}/src/index.ts`],
        [`^@cabildo/${name}/process$`, `<rootDir>/${folder}/src/process/index.ts`],
        [`^@cabildo/${name}/(.+)$`, `<rootDir>/${folder}/src/$1.ts`],
      ]),
    ),
  },
};
