import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { TransportError } from './transport.js';

/** The addresses that the gateway may connect to when the supergraph, not the operator, names them. */
export interface AddressPolicy {
  /** Networks that are permitted although they are not public, as CIDR: `10.1.0.0/16`. */
  readonly networks: readonly string[];
}

/** Networks that are not public: loopback, private, link-local, shared, multicast and reserved ones. */
const notPublic = blockListOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
  ...['::/127', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]);

/** @throws Error when a text is not a network */
export function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address);
    const length = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    if (!family || !Number.isInteger(length) || length < 0 || length > (family === 4 ? 32 : 128))
      throw new Error(`"${network}" is not a network; an example is 10.1.0.0/16`);
    list.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** Whether the policy permits an IP address. */
export function permits({ networks }: AddressPolicy, address: string): boolean {
  const mapped = ipv4Of(address);
  const ip = mapped ?? address;
  const family = isIP(ip) === 4 ? 'ipv4' : 'ipv6';
  return !notPublic.check(ip, family) || blockListOf(networks).check(ip, family);
}

/** The IPv4 address in an IPv4-mapped IPv6 address: `::ffff:127.0.0.1` or `::ffff:7f00:1`. */
function ipv4Of(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined;
  const [, tail] = /^\[?::ffff:([^\]]+)\]?$/i.exec(new URL(`http://[${address}]`).hostname) ?? [];
  if (!tail) return undefined;
  const [high = 0, low = 0] = tail.split(':').map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * Returns a connector of undici that checks the address of every new connection, after the name was resolved: a name may
 * resolve to another address at each connection.
 */
export function guardedConnector(name: string, policy: AddressPolicy): buildConnector.connector {
  const lookup: LookupFunction = (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      const refused = error ? undefined : addresses.find(({ address }) => !permits(policy, address));
      if (error || refused) return callback(error ?? refusal(name, refused!.address), '', 0);
      if (options.all) return callback(null, addresses);
      return callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
  const connect = buildConnector({ lookup });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !permits(policy, host)) callback(refusal(name, host), null);
    else connect(options, callback);
  };
}

const refusal = (name: string, address: string) =>
  new TransportError(
    'SUBGRAPH_ADDRESS_REFUSED',
    `Subgraph "${name}" has the address ${address}, which is not public. Permit its network with SUBGRAPH_NETWORKS.`,
  );
