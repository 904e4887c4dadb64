import type { SubgraphDefinition } from '../src/index.js';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@shareable", "@inaccessible"])\n`;

export const subgraph = (name: string, sdl: string): SubgraphDefinition => ({
  name,
  url: `http://${name}.test/`,
  sdl: link + sdl,
});

export const towns = subgraph(
  'towns',
  `type Query { town(code: ID!): Town }\ntype Town @key(fields: "code") { code: ID! name: String }`,
);
export const figures = subgraph(
  'figures',
  `type Town @key(fields: "code") { code: ID! value: Int hidden: Int @inaccessible }`,
);
