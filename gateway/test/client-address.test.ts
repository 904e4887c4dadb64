import type { IncomingMessage } from 'node:http';
import { clientOf } from '../src/guard/rate.js';

const client = (remoteAddress: string) => clientOf({ socket: { remoteAddress }, headers: {} } as IncomingMessage, 0);
const forwarded = (header: string) =>
  clientOf({ socket: { remoteAddress: '10.0.0.1' }, headers: { 'x-forwarded-for': header } } as never, 1);

it.each([
  ['2001:db8::aaaa:1:2:3', '2001:db8::bbbb:4:5:6'],
  ['2001:db8::1', '2001:db8::2'],
  ['2001:db8:0:0:1::', '2001:db8::ffff'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['fe80::1%eth0', 'fe80::2%eth1'],
])('%s and %s are one client', (one, other) => expect(client(one)).toBe(client(other)));

it.each([
  ['2001:db8:1::1', '2001:db8:2::1'],
  ['2001:db8:0:1::1', '2001:db8:0:2::1'],
  ['192.0.2.1', '192.0.2.2'],
])('%s and %s are two clients', (one, other) => expect(client(one)).not.toBe(client(other)));

it.each([
  ['1.1.1.1:5555', '1.1.1.1:5556'],
  ['[2001:db8::1]:443', '2001:db8::2'],
])('a proxy that reports %s or %s reports one client', (one, other) => expect(forwarded(one)).toBe(forwarded(other)));
