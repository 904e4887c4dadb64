import { JsonLimitError, JsonStream } from '../src/subgraph/json-stream.js';
import { Random } from './differential/random.js';

const limits = { maxDepth: 100, maxObjects: 1_000_000, maxValues: 10_000_000 };

/** Parses a text that arrives in chunks of `size` bytes, in segments of `segment` bytes. */
function parseInChunks(text: string, size: number, segment: number, bounds = limits): unknown {
  const stream = new JsonStream(bounds, segment);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size));
  return stream.end();
}

function outcomeOf(parse: () => unknown): string {
  try {
    return JSON.stringify(parse());
  } catch (error) {
    if (error instanceof SyntaxError) return 'not JSON';
    throw error;
  }
}

const names = ['a', 'b', '__proto__', 'constructor', 'q"uote', 'back\\slash', 'ü{}[],:', '7', ''];
const leaves = [null, true, -1.5e3, 0, '', 'text', '",]}', '\\', 'línea\n', '😀', ':"b":'];

function drawValue(random: Random, depth: number): unknown {
  if (depth === 0 || random.chance(0.3)) return random.pick(leaves);
  const members = Array.from({ length: random.below(6) }, () => drawValue(random, depth - 1));
  return random.chance(0.5) ? members : Object.fromEntries(members.map((each) => [random.pick(names), each]));
}

/** Half of a surrogate pair has no UTF-8 encoding. */
const encodable = (text: string): string => Buffer.from(text).toString();

/** A text with white space at random, and in half of the cases with one character removed, doubled or replaced. */
function drawText(random: Random): string {
  const text = JSON.stringify(drawValue(random, 6), null, random.below(3));
  if (random.chance(0.5)) return text;
  const at = random.below(text.length);
  const replacement = random.pick(['', text.charAt(at).repeat(2), ',', ']', '}', '[', '{', '"', ':', '1']);
  return encodable(text.slice(0, at) + replacement + text.slice(at + 1));
}

it('4,000 generated texts have the value of JSON.parse, or are not JSON for both, however they arrive', () => {
  const random = new Random(12);
  let invalid = 0;
  for (let i = 0; i < 4_000; i++) {
    const text = drawText(random);
    const expected = outcomeOf(() => JSON.parse(text));
    if (expected === 'not JSON') invalid++;
    const [size, segment] = [1 + random.below(40), random.below(30)];
    expect({ text, outcome: outcomeOf(() => parseInChunks(text, size, segment)) }).toEqual({ text, outcome: expected });
  }
  expect(invalid).toBeGreaterThan(500);
});

it('a second value after the first is not JSON', () => {
  for (const text of ['{"a":1}{"b":[1,2,3]}', '[1,2][3,4]', '[1,2]]', '{"a":[1,2]}}', '[1,[2,3],[4]],'])
    expect(outcomeOf(() => parseInChunks(text, 3, 0))).toBe('not JSON');
});

it('a __proto__ in the text becomes an own property and changes no prototype', () => {
  const value = parseInChunks('{"a":[1,2,3],"__proto__":{"polluted":[1,2,3]},"b":[1,2]}', 2, 0) as object;
  expect(Object.keys(value)).toEqual(['a', '__proto__', 'b']);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

describe('a limit ends the parsing before the text does', () => {
  const parse = (text: string, bounds: Partial<typeof limits>) => () =>
    new JsonStream({ ...limits, ...bounds }).write(Buffer.from(text));

  it('levels', () => {
    expect(parse('['.repeat(101), {})).toThrow(new JsonLimitError('has more than 100 levels'));
    expect(parse('['.repeat(100), {})).not.toThrow();
  });
  it('objects and lists', () => {
    expect(parse(`[${'{},'.repeat(10)}`, { maxObjects: 10 })).toThrow(JsonLimitError);
    expect(parse(`[${'{},'.repeat(9)}`, { maxObjects: 10 })).not.toThrow();
  });
  it('values', () => expect(parse(`[${'0,'.repeat(11)}`, { maxValues: 10 })).toThrow(JsonLimitError));
  it('characters of a string are not counted', () =>
    expect(parse(`["${'[{,'.repeat(1_000)}\\"[[["`, { maxDepth: 1, maxValues: 1, maxObjects: 1 })).not.toThrow());
});
