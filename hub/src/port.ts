import { once } from 'node:events';
import { createServer } from 'node:net';
import { codeOf, HubError } from './errors.js';

/**
 * Looks whether a port can be had, before minutes go into what would be served there.
 * @throws HubError PORT_TAKEN
 */
export async function provePortFree(port: number, host: string): Promise<void> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const reason = codeOf(cause);
    if (reason === 'EADDRINUSE')
      throw new HubError('PORT_TAKEN', `Port ${port} is taken by another process: stop it, or set PORT to another.`, {
        cause,
      });
    throw new HubError(
      'PORT_REFUSED',
      `Cabildo may not listen on port ${port} of ${host} (${reason}): set PORT or HOST to another.`,
      { cause },
    );
  } finally {
    server.close();
  }
}
