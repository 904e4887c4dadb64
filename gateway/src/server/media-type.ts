import { Lru } from '../engine/lru.js';

export type MediaType = 'application/json; charset=utf-8' | 'application/graphql-response+json; charset=utf-8';

const offered: readonly [name: string, type: MediaType][] = [
  ['application/json', 'application/json; charset=utf-8'],
  ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
];

interface Range {
  readonly name: string;
  readonly weight: number;
}

/** What an Accept header says is remembered: clients send few different ones. */
const known = new Lru<string, { type: MediaType | undefined }>(100);

/** The media type to answer in; undefined where the header speaks of anything but JSON, such as a browser's. */
export function mediaTypeFor(accept: string | undefined): MediaType | undefined {
  if (accept === undefined) return offered[0]![1];
  let found = known.get(accept);
  if (!found) {
    found = { type: choose(accept) };
    known.set(accept, found);
  }
  return found.type;
}

function choose(accept: string): MediaType | undefined {
  const ranges = accept.split(',').map(readRange);
  if (!ranges.every((range) => range !== undefined)) return undefined;
  const ranked = offered.flatMap(([name, type]) => rank(name, type, ranges));
  ranked.sort((a, b) => b.weight - a.weight || b.exactness - a.exactness || a.place - b.place);
  return ranked[0]?.type;
}

function rank(name: string, type: MediaType, ranges: readonly Range[]) {
  const matching = ranges
    .map(({ name: range, weight }, place) => ({ type, weight, place, exactness: exactnessOf(range, name) }))
    .filter(({ exactness }) => exactness > 0)
    .sort((a, b) => b.exactness - a.exactness || a.place - b.place);
  return matching.slice(0, 1).filter(({ weight }) => weight > 0);
}

const exactnessOf = (range: string, name: string): number =>
  range === name ? 3 : range === 'application/*' ? 2 : range === '*/*' ? 1 : 0;

const readable =
  /^(\*\/\*|application\/(?:\*|json|graphql-response\+json))(?:;charset=utf-8)?(?:;q=([01](?:\.\d{1,3})?))?$/;

function readRange(text: string): Range | undefined {
  const [, name, weight] = readable.exec(text.replace(/\s/g, '').toLowerCase()) ?? [];
  return name === undefined ? undefined : { name, weight: Number(weight ?? 1) };
}
