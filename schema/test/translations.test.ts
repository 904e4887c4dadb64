import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { breakingChanges, dangerousChanges, descriptionsOf, type Translation, withDescriptions } from '../src/index.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const supergraph = read('supergraph.graphql');
const spanishText = read('translations/es.json');
const spanish: Translation = JSON.parse(spanishText);
const english = descriptionsOf(supergraph);
const described = [...english].filter((entry): entry is [string, string] => entry[1] !== undefined);

/** What a translation carries over as it is: numbers, names in backticks, enum values, null. */
function untranslatable(text: string): string[] {
  const found = text.matchAll(
    /`[^`]+`|\b[A-Z]+_[A-Z_]+\b|\b(?:NEUTRAL|INCOMPARABLE)\b|percentile_cont|\bnull\b|\d[\d-]*/gi,
  );
  return [...new Set([...found].map(([it]) => it.toLowerCase()))].sort();
}

describe('every element of the API says what it is', () => {
  test('in English', () => {
    const silent = [...english].filter(([, text]) => text === undefined).map(([coordinate]) => coordinate);
    expect(silent).toEqual([]);
  });

  test('in Spanish', () => {
    expect(described.filter(([coordinate]) => !spanish[coordinate]).map(([coordinate]) => coordinate)).toEqual([]);
  });
});

describe('the Spanish translation', () => {
  test('has nothing that the API has not', () => {
    expect(Object.keys(spanish).filter((coordinate) => !english.has(coordinate))).toEqual([]);
  });

  test('is nowhere the English text', () => {
    expect(described.filter(([coordinate, text]) => spanish[coordinate] === text)).toEqual([]);
  });

  test('keeps the names, codes, numbers and nulls of the English text', () => {
    const carried = (text: (coordinate: string) => string) =>
      Object.fromEntries(described.map(([coordinate]) => [coordinate, untranslatable(text(coordinate))]));
    expect(carried((coordinate) => spanish[coordinate] ?? '')).toEqual(carried((it) => english.get(it) ?? ''));
  });

  test('is sorted by coordinate, each once', () => {
    const sorted = Object.fromEntries(Object.entries(spanish).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(spanishText).toBe(`${JSON.stringify(sorted, null, 2)}\n`);
  });

  test('makes the same API with Spanish descriptions', () => {
    const translated = withDescriptions(supergraph, spanish);
    expect(Object.fromEntries(descriptionsOf(translated))).toEqual(spanish);
    expect(breakingChanges(supergraph, translated)).toEqual([]);
    expect(breakingChanges(translated, supergraph)).toEqual([]);
    expect(dangerousChanges(supergraph, translated)).toEqual([]);
  });
});

const towns = `
  """At a moment."""
  directive @asOf("""The moment.""" at: String) on QUERY

  """A town."""
  type Town { """Its code.""" code: Code! plans("""How many.""" first: Int): [Plan!]! }

  """A code."""
  scalar Code

  """What a town plans."""
  union Plan = Town

  """The order."""
  enum Order { """By name.""" NAME }

  """Which ones."""
  input Filter { """Its order.""" order: Order }

  type Query { towns("""Which.""" filter: Filter): [Town!]! }
`;

test('each kind of element has its schema coordinate', () => {
  expect(Object.fromEntries(descriptionsOf(towns))).toEqual({
    Town: 'A town.',
    'Town.code': 'Its code.',
    'Town.plans': undefined,
    'Town.plans(first:)': 'How many.',
    Code: 'A code.',
    Plan: 'What a town plans.',
    Order: 'The order.',
    'Order.NAME': 'By name.',
    Filter: 'Which ones.',
    'Filter.order': 'Its order.',
    Query: undefined,
    'Query.towns': undefined,
    'Query.towns(filter:)': 'Which.',
    '@asOf': 'At a moment.',
    '@asOf(at:)': 'The moment.',
  });
});

test('an element without a translation keeps its own description', () => {
  const translated = withDescriptions(towns, { Town: 'Un municipio.', 'Town.plans(first:)': 'Cuántos.' });
  const texts = descriptionsOf(translated);
  expect(texts.get('Town')).toBe('Un municipio.');
  expect(texts.get('Town.plans(first:)')).toBe('Cuántos.');
  expect(texts.get('Town.code')).toBe('Its code.');
  expect(texts.get('Town.plans')).toBeUndefined();
});
