import { sign } from '@cabildo/kit/process';

/** One signed call, for the tests of everyone who verifies signatures in another language. */
export interface SignatureVector {
  readonly description: string;
  /** The id of the key. */
  readonly key: string;
  readonly secret: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: string;
  /** Milliseconds since 1970: when the call was signed. */
  readonly time: number;
  /** The value of the header `hub-signature`. */
  readonly header: string;
  /** Whether a subgraph must accept the call at `time`. */
  readonly valid: boolean;
}

const key = { id: '2026a', secret: 'a-secret-of-32-characters-or-more' };
const time = 1_767_225_600_000;
const nonce = '00000000-0000-4000-8000-000000000001';
const call = { method: 'POST', path: '/graphql', body: '{"query":"{ __typename }","variables":{}}' };

/** Signed calls, good and bad, which `schema/` publishes. */
export function signatureVectors(): SignatureVector[] {
  const good = sign(key, call, time, nonce);
  const vector = (description: string, changes: Partial<SignatureVector> = {}): SignatureVector => ({
    description,
    key: key.id,
    secret: key.secret,
    ...call,
    time,
    header: good,
    valid: true,
    ...changes,
  });
  const query = { ...call, path: '/graphql?extensions=%7B%7D&x=a%20b' };
  const unicode = {
    ...call,
    body: '{"query":"{ municipality(code: \\"15031\\") { name } }","note":"Chimalhuacán ñ 🏛"}',
  };
  const get = { method: 'GET', path: '/revisions', body: '' };
  return [
    vector('a POST'),
    vector('a query in the address', { ...query, header: sign(key, query, time, nonce) }),
    vector('a body with characters beyond ASCII, in UTF-8', { ...unicode, header: sign(key, unicode, time, nonce) }),
    vector('a GET without a body', { ...get, header: sign(key, get, time, nonce) }),
    vector('another body than the signed one', { body: `${call.body} `, valid: false }),
    vector('another path than the signed one', { path: '/', valid: false }),
    vector('another method than the signed one', { method: 'GET', valid: false }),
    vector('another secret', { header: sign({ ...key, secret: `${key.secret}x` }, call, time, nonce), valid: false }),
    vector('an unknown key', { header: sign({ ...key, id: 'other' }, call, time, nonce), valid: false }),
    vector('a signature that is 31 s old', { header: sign(key, call, time - 31_000, nonce), valid: false }),
    vector('a header that is no signature', { header: 'v2;sum=', valid: false }),
  ];
}
