// Makes one thing wrong in what a subgraph answered.
import type { Random } from './random.js';

export interface Mutation {
  /** What was done, for whom a test fails. */
  readonly done: string;
  /** The answer's text. */
  readonly text: string;
}

interface Answer {
  data?: unknown;
  errors?: unknown;
  extensions?: unknown;
}

/** A value and where it stands. */
interface Place {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
  readonly at: string;
}

const deep = (depth: number): unknown => JSON.parse(`${'[{"a":'.repeat(depth)}0${'}]'.repeat(depth)}`);
/** A null that is moved would be one that may be right where it comes to stand. */
const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, it: unknown) => (it === null ? 0 : it));
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const junk: readonly ((value: unknown) => unknown)[] = [
  () => null,
  () => 'junk',
  () => 7.5,
  () => 2 ** 53,
  () => true,
  () => [],
  () => ({}),
  (value) => [withoutNulls(value)],
  (value) => [[[[withoutNulls(value)]]]],
  (value) => ({ value }),
  (value) => (Array.isArray(value) ? (value[0] ?? {}) : [value, value]),
  () => withInherited({}),
  () => deep(500),
  () => 'x'.repeat(100_000),
];
const oddErrors: readonly unknown[] = [
  'errors',
  {},
  7,
  [null],
  ['text'],
  [[]],
  [{}],
  [{ message: 7 }],
  [{ message: 'm', path: 'text' }],
  [{ message: 'm', path: [{}, null] }],
  [{ message: 'm', path: ['_entities', 99, 'x'] }],
  [{ message: 'm', path: ['__proto__', 'constructor', -1] }],
  [{ message: 'm', path: [], extensions: [1] }],
  [{ message: 'm', extensions: withInherited({ code: {}, http: { status: 999 }, serviceName: 'other' }) }],
  [{ message: 'm', locations: 'x', path: Array(2_000).fill('deep') }],
];
const oddExtensions: readonly unknown[] = [
  5,
  [],
  'x',
  { revision: 'x' },
  { revision: -1.5 },
  { revision: {} },
  { asOf: [] },
];
const oddData: readonly unknown[] = [undefined, null, 7, 'x', [], [{}], true];

export function mutate(text: string, random: Random): Mutation {
  const answer = JSON.parse(text) as Answer;
  const done = random.chance(0.2) ? mutateWhole(answer, random) : mutateData(answer, random);
  return { done, text: JSON.stringify(answer) };
}

function mutateWhole(answer: Answer, random: Random): string {
  const [part, odd] = random.pick([
    ['errors', oddErrors],
    ['extensions', oddExtensions],
    ['data', oddData],
  ] as const);
  answer[part] = random.pick(odd);
  return `${part}: ${JSON.stringify(answer[part])?.slice(0, 100)}`;
}

function mutateData(answer: Answer, random: Random): string {
  const places = placesIn(answer.data);
  const names = places.filter(({ key }) => key === '__typename');
  const lists = places.filter(({ key, holder }) => String(key).startsWith('_entities') && Array.isArray(holder[key]));
  if (!places.length) return mutateWhole(answer, random);
  if (names.length && random.chance(0.2)) return rename(random.pick(names), random);
  if (lists.length && random.chance(0.25)) return resize(random.pick(lists), random);
  return replace(random.pick(places), random);
}

function rename({ holder, key, at }: Place, random: Random): string {
  holder[key] = random.pick(['Nope', 'Query', 'String', 'Place', 'Body', 'Person', ...inherited]);
  return `${at} is ${holder[key]}`;
}

function resize({ holder, key, at }: Place, random: Random): string {
  const list = holder[key] as unknown[];
  const index = random.below(list.length + 1);
  if (random.chance(0.5)) list.splice(index, 0, random.pick([null, {}, list[0]]));
  else list.splice(Math.min(index, list.length - 1), 1);
  return `${at} has now ${list.length}`;
}

function replace({ holder, key, at }: Place, random: Random): string {
  const value = holder[key];
  if (random.chance(0.15) && !Array.isArray(holder)) {
    delete holder[key];
    return `${at} is missing`;
  }
  if (random.chance(0.1) && typeof value === 'object' && value) {
    withInherited(value);
    return `${at} has keys that objects inherit`;
  }
  holder[key] = random.pick(junk)(value);
  return `${at} is ${JSON.stringify(holder[key]).slice(0, 100)}`;
}

function withInherited<T extends object>(object: T): T {
  for (const key of inherited)
    Object.defineProperty(object, key, { value: { polluted: true }, enumerable: true, configurable: true });
  return object;
}

function placesIn(value: unknown, at = 'data'): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [
    { holder, key, at: `${at}.${key}` },
    ...placesIn(holder[key], `${at}.${key}`),
  ]);
}
