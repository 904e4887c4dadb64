export type MediaType = 'application/json; charset=utf-8' | 'application/graphql-response+json; charset=utf-8';

const offered: readonly [name: string, type: MediaType][] = [
  ['application/json', 'application/json; charset=utf-8'],
  ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
];

export const plainJson = offered[0]![1];

/** What an Accept header says of the media types of a GraphQL response. */
export interface Accepted {
  /** The one to answer in; undefined where the header admits neither. */
  readonly type?: MediaType;
  /** Whether it speaks of nothing but JSON: a browser's also speaks of pages. */
  readonly onlyJson: boolean;
}

interface Range {
  readonly name: string;
  readonly weight: number;
}

const anything: Accepted = { type: plainJson, onlyJson: true };

/** What headers say is remembered: clients send few different ones. */
const known = new Map<string, Accepted>();
const mostKnown = 100;

export function acceptedBy(accept: string | undefined): Accepted {
  if (accept === undefined) return anything;
  let accepted = known.get(accept);
  if (!accepted) {
    accepted = read(accept);
    if (known.size >= mostKnown) known.clear();
    known.set(accept, accepted);
  }
  return accepted;
}

function read(accept: string): Accepted {
  const all = accept.split(',').map(readRange);
  const ranges = all.filter((range) => range !== undefined);
  const ranked = offered.flatMap(([name, type]) => rank(name, type, ranges));
  ranked.sort((a, b) => b.weight - a.weight || b.exactness - a.exactness || a.place - b.place);
  return { type: ranked[0]?.type, onlyJson: ranges.length === all.length };
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
