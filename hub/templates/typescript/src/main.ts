import { readKeys } from './signature.js';
import { serve } from './server.js';

// Without keys the server is for development: it accepts connections from this machine only.
const keys = readKeys(process.env.HUB_KEYS ?? '');
const { url } = await serve({ port: Number(process.env.PORT ?? 4010), host: keys.size ? undefined : '127.0.0.1', keys });
console.log(`The subgraph __NAME__ listens at ${url}`);
