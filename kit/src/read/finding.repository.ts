import { PublishedFinding } from '../record/finding.js';
import type { Source } from '../record/source.js';
import { type Batch, manyEach } from './loader.js';

/** The loader key of a line of a file. */
export const lineOf = ({ revision, fileName }: Pick<Source, 'revision' | 'fileName'>, line: number): string =>
  `${revision} ${line} ${fileName}`;

/** Loads the findings of lines of published files, by `lineOf`. */
export const findingsOfLine: Batch<string, PublishedFinding[]> = manyEach(
  (snapshot, lines: readonly string[]) => {
    const positions = lines.map((line) => line.split(' ', 2).map(Number));
    return snapshot
      .plain(PublishedFinding)
      .where('revision', 'in', [...new Set(positions.map(([revision]) => revision!))])
      .where('line', 'in', [...new Set(positions.map(([, line]) => line!))])
      .orderBy('position')
      .execute();
  },
  ({ revision, file, line }) => lineOf({ revision, fileName: file }, line!),
);
