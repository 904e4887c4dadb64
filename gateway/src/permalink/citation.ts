import type { CitedSource } from './cited-sources.js';

/** The citation of a response: a line for each source of its values, then one for the hub. */
export interface Citation {
  readonly es: readonly string[];
  readonly en: readonly string[];
}

/** What a citation contains: the sources, the moment, the revisions, and the link of the permalink. */
export interface Cited {
  readonly sources: readonly CitedSource[];
  readonly revisions: Readonly<Record<string, number>>;
  readonly asOf: string;
  readonly link: string;
}

interface Words {
  readonly quoted: (title: string) => string;
  readonly retrieved: string;
  readonly revision: string;
  readonly asOf: string;
}

const spanish: Words = {
  quoted: (title) => `«${title}»`,
  retrieved: 'consultado el',
  revision: 'revisión',
  asOf: 'estado al',
};
const english: Words = {
  quoted: (title) => `“${title}”`,
  retrieved: 'retrieved on',
  revision: 'revision',
  asOf: 'as of',
};

export const citationOf = (cited: Cited): Citation => ({ es: lines(cited, spanish), en: lines(cited, english) });

const lines = (cited: Cited, words: Words): string[] => [
  ...cited.sources.map((source) => lineOf(source, words)),
  hubLine(cited, words),
];

function lineOf({ publisher, title, periods, retrievedOn, url, fileName, sha256 }: CitedSource, words: Words): string {
  const parts = [
    `${publisher}, ${words.quoted(title)}`,
    periods && (periods.first === periods.last ? periods.first : `${periods.first}–${periods.last}`),
    retrievedOn && `${words.retrieved} ${retrievedOn}`,
    url,
    `${fileName} (SHA-256 ${sha256})`,
  ];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
}

function hubLine({ revisions, asOf, link }: Cited, words: Words): string {
  const named = Object.entries(revisions).map(([subgraph, revision]) => `${subgraph} ${words.revision} ${revision}`);
  return `${['Cabildo', ...named, `${words.asOf} ${asOf}`, link].join(', ')}.`;
}
