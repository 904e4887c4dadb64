import { type Connect, httpConnect, startGateway } from '@cabildo/gateway';
import { stopSignal, whyStopped } from '../stop.js';

export interface GatewayFlags {
  supergraph: string;
  port: number;
  host: string;
  subgraph: Record<string, string>;
}

/** The gateway alone, over any Federation 2 supergraph. */
export async function gateway({ supergraph, port, host, subgraph }: GatewayFlags): Promise<void> {
  const overHttp = httpConnect();
  const connect: Connect = (name, url) => overHttp(name, subgraph[name] ?? url);
  const stop = stopSignal();
  const running = await startGateway({ supergraph: { file: supergraph }, connect, port, host });
  process.stdout.write(`The gateway answers at ${running.url}\n`);
  process.stdout.write(`Stopping (${await whyStopped(stop)}) …\n`);
  await running.stop();
}
