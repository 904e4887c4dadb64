import { fileURLToPath } from 'node:url';
import { NodeProcess } from './node-process.js';

const HUB = fileURLToPath(new URL('../hub/bin/hub.js', import.meta.url));
const ADDRESS = /Cabildo answers at (http:\/\/localhost:\d+)/;

/** A `hub` command as a process of its own. */
export class HubProcess extends NodeProcess {
  constructor(args: string[], environment: Record<string, string> = {}) {
    super([HUB, ...args], environment);
  }
}

export interface RunningHub extends HubProcess {
  url: string;
}

/** Starts the whole hub on a home, on any free port, and waits for its address. */
export async function startHub(home: string, environment: Record<string, string> = {}): Promise<RunningHub> {
  const hub = new HubProcess(['start'], { PORT: '0', CABILDO_HOME: home, ...environment });
  const [, url] = await hub.says(ADDRESS);
  return Object.assign(hub, { url: url! });
}

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: read by the paths that a query names.
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** Sends an operation as a dashboard does. */
export async function ask(url: string, query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}
