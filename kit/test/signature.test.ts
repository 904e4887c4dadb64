import { request as httpRequest } from 'node:http';
import {
  HttpServer,
  parseBody,
  readBodyText,
  readKey,
  readKeys,
  SIGNATURE_HEADER,
  SignatureCheck,
  type Signed,
  sendJson,
  sign,
} from '@cabildo/kit/process';

const secret = 'a'.repeat(40);
const first = { id: '2026a', secret };
const second = { id: '2026b', secret: 'b'.repeat(40) };
const call: Signed = { method: 'POST', path: '/graphql', body: '{"query":"{ a }"}' };

const proves = (check: SignatureCheck, header: string | undefined, signed: Signed = call) =>
  check.begin(header)(signed);

describe('a signed call', () => {
  it('is accepted once', () => {
    const check = new SignatureCheck([first]);
    const header = sign(first, call);
    proves(check, header);
    expect(() => proves(check, header)).toThrow('was already used');
    proves(check, sign(first, call));
  });

  it.each<[string, Signed]>([
    ['body', { ...call, body: '{"query":"{ b }"}' }],
    ['path', { ...call, path: '/graphql?x' }],
    ['method', { ...call, method: 'GET' }],
  ])('with another %s is rejected', (_title, other) => {
    expect(() => proves(new SignatureCheck([first]), sign(first, call), other)).toThrow('does not match method');
  });

  it('is accepted with any of the keys, for rotation', () => {
    const both = new SignatureCheck([second, first]);
    proves(both, sign(first, call));
    proves(both, sign(second, call));
    expect(() => proves(new SignatureCheck([second]), sign(first, call))).toThrow('an unknown key');
    expect(() => proves(both, sign({ ...first, secret: 'c'.repeat(40) }, call))).toThrow('does not match method');
  });

  it('is accepted within 30 s of its time', () => {
    const now = 1_800_000_000_000;
    const check = new SignatureCheck([first], 30_000, () => now);
    for (const off of [-29_000, 0, 29_000]) proves(check, sign(first, call, now + off));
    for (const off of [-31_000, 31_000])
      expect(() => proves(check, sign(first, call, now + off))).toThrow('signed 31 s before or after');
  });

  it('is remembered while it could be replayed', () => {
    let now = 1_800_000_000_000;
    const check = new SignatureCheck([first], 30_000, () => now);
    proves(check, sign(first, call, now));
    now += 59_000;
    const late = sign(first, call, now + 30_000);
    proves(check, late);
    for (let i = 0; i < 59; i++) {
      now += 1_000;
      expect(() => proves(check, late)).toThrow('was already used');
    }
  });

  it.each([[undefined], [''], ['v1'], ['v1;key=2026a;time=1;nonce=x;sum=y'], [`v2${sign(first, call).slice(2)}`]])(
    'with the header %s is rejected',
    (header) => {
      expect(() => proves(new SignatureCheck([first]), header)).toThrow(
        'This server accepts only calls signed by the gateway',
      );
    },
  );
});

describe('a key', () => {
  it('is parsed from id:secret', () => {
    expect(readKeys(` 2026a:${secret}  2026b:${second.secret} `)).toEqual([first, second]);
  });

  it.each([[''], ['x'], [`:${secret}`], ['a b'], ['2026a:short']])(
    'is not %j, and the error does not contain it',
    (text) => {
      expect(() => readKey(text)).toThrow(/expected id:secret|at least 32/);
      expect(() => readKey('2026a:hunter2hunter2')).toThrow(expect.not.stringContaining('hunter2'));
    },
  );
});

describe('a server for the gateway', () => {
  const check = new SignatureCheck([first]);
  const door = new HttpServer({
    routes: {
      '/graphql': async (request, response) => {
        const prove = check.begin(request.headers[SIGNATURE_HEADER]);
        const body = await readBodyText(request, 1_000_000);
        prove({ method: request.method!, path: request.url!, body });
        sendJson(response, 200, parseBody(body));
      },
    },
  });
  let port: number;
  beforeAll(async () => {
    port = await door.listen(0, '127.0.0.1');
  });
  afterAll(() => door.stop(100));

  const post = (headers: Record<string, string>, body = call.body) =>
    fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it('accepts signed calls', async () => {
    expect((await post({ [SIGNATURE_HEADER]: sign(first, call) })).status).toBe(200);
  });

  it('rejects unsigned and modified calls', async () => {
    for (const answer of [await post({}), await post({ [SIGNATURE_HEADER]: sign(first, call) }, '{"query":"{ c }"}')]) {
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNSIGNED' } }] });
    }
  });

  it('does not read the body of an unsigned call', async () => {
    const asked = httpRequest({ port, host: '127.0.0.1', path: '/graphql', method: 'POST' });
    asked.on('error', () => {});
    asked.write('{"query":');
    const status = await new Promise((resolve) => asked.once('response', ({ statusCode }) => resolve(statusCode)));
    expect(status).toBe(401);
    asked.destroy();
  });
});
