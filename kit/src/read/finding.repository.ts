import { PublishedFinding } from '../record/finding.js';
import type { Source } from '../record/source.js';
import { type Batch, manyEach } from './loader.js';

/** A line of a file, as findings name it. */
export const lineOf = ({ revision, fileName }: Pick<Source, 'revision' | 'fileName'>, line: number): string =>
  `${revision} ${line} ${fileName}`;

/** What was found in lines of files that were published, by `lineOf`. */
export const findingsOfLine: Batch<string, PublishedFinding[]> = manyEach(
  (snapshot, lines: readonly string[]) => {
    const places = lines.map((line) => line.split(' ', 2).map(Number));
    return snapshot
      .plain(PublishedFinding)
      .where('revision', 'in', [...new Set(places.map(([revision]) => revision!))])
      .where('line', 'in', [...new Set(places.map(([, line]) => line!))])
      .orderBy('position')
      .execute();
  },
  ({ revision, file, line }) => lineOf({ revision, fileName: file }, line!),
);
