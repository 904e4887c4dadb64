import { HttpTransport } from '../src/index.js';
import { permits } from '../src/subgraph/address-policy.js';

const none = { networks: [] };

it.each([
  ...[
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
  ],
  ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd12:3456::1'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1'],
])('%s is refused', (address) => expect(permits(none, address)).toBe(false));

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2606:4700::1', '::ffff:8.8.8.8'])(
  '%s is permitted',
  (address) => expect(permits(none, address)).toBe(true),
);

it('a network of the operator is permitted, and no other', () => {
  const policy = { networks: ['10.1.0.0/16', 'fd00::/8'] };
  expect(
    ['10.1.2.3', '::ffff:10.1.2.3', 'fd00::1', '10.2.0.1', '127.0.0.1'].map((each) => permits(policy, each)),
  ).toEqual([true, true, true, false, false]);
});

const request = { query: '{ a }', variablesText: '{}', headers: {} };

it.each([
  'http://example.org/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://10.0.0.1/',
])('a supergraph with the address %s is refused', (url) =>
  expect(() => new HttpTransport('water', url, { addresses: none })).toThrow('SUBGRAPH_NETWORKS'),
);

it('a name that resolves to a loopback address is refused when it is connected to', async () => {
  const transport = new HttpTransport('water', 'https://localhost:1/', { addresses: none, retry: false });
  const error: Error & { cause?: unknown } = await transport.send(request).then(
    () => new Error('sent'),
    (failure) => failure,
  );
  expect(String(error.cause)).toContain('which is not public');
  await transport.close();
});

it('an address that the operator sets is not checked', () => {
  const options = { addresses: none, urls: { water: 'http://127.0.0.1:1/' } };
  expect(() => new HttpTransport('water', options.urls.water, options)).not.toThrow();
});
