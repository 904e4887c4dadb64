// A subgraph of wells, a partner that hangs gauges on them, and clients that query both over persistent connections:
// a publication during the queries shows in the names of the wells.
import { Agent, request } from 'node:http';
import { loadPackage, type TestSubgraph } from '@cabildo/kit/testing';
import { testSubgraph as partner } from '../gateway/test/subgraphs.js';
import { wellPackage } from '../kit/test/well-package.js';

// The way back from a gauge to its well calls the subgraph of wells a second time within one response.
export const gauges = partner(
  'gauges',
  'type Well @key(fields: "id") { id: String! gauge: Gauge } type Gauge { well: Well }',
  { Well: { gauge: ({ id }: { id: string }) => ({ well: { id } }) } },
);
const query = '{ wells { nodes { name gauge { well { name } } } } }';

export interface GaugedWells {
  data: { wells: { nodes: { name: string; gauge: { well: { name: string } } }[] } };
  errors?: unknown[];
}

/** Every well is called by the number of the publication. */
export const publishWells = async ({ subgraph }: TestSubgraph, number: number) =>
  loadPackage(subgraph, await wellPackage(Array.from({ length: 5 }, () => `${number}`)));

/** By how many names the wells are called, however they were come to. */
export const namesOf = ({ data: { wells } }: GaugedWells) => [
  ...new Set(wells.nodes.flatMap(({ name, gauge }) => [name, gauge.well.name])),
];

/** For a test of many clients: what fetch takes for each request would be most of it. */
export class KeptAlive {
  readonly #agent = new Agent({ keepAlive: true });

  ask({ url }: { readonly url: string }): Promise<GaugedWells> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const asking = request(url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve(JSON.parse(text) as GaugedWells));
      });
      asking.on('error', reject).end(JSON.stringify({ query }));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
