import { fold } from '../../dataset/fold.js';
import type { ColumnSpec } from '../mapping/mapping.js';
import type { Codes } from './guess-codes.js';
import { share } from './guess-place.js';
import type { Unfolding } from './guess-unfold.js';
import type { Profile } from './profile.js';
import type { TargetColumns } from './target-columns.js';
import { UNDECIDED } from './undecided.js';

/** Maximum number of different texts in a column of categories. */
const MOST_KINDS = 60;

interface Found {
  left: Profile[];
  values: Profile[];
  unfold: Unfolding | undefined;
}

/**
 * Proposes what the rows measure: from a category column, from the name of the only value column, or undecided. Also
 * fills key columns that follow from it. Returns the category column.
 */
export function guessSubject(
  columns: Record<string, ColumnSpec>,
  { left, values, unfold }: Found,
  { subject, value, all }: TargetColumns,
  codes: Codes,
): Profile | undefined {
  if (!subject) return undefined;
  const isTold = columns[subject] !== undefined || unfold?.fills.includes(subject) === true;
  const kind = isTold ? undefined : value === undefined ? knownKind(left, subject, codes) : kindOf(left);
  if (kind) columns[subject] = { from: kind.name, values: kindsOf(kind, subject, codes) };
  else if (!isTold)
    columns[subject] = {
      constant: !unfold && values[0] ? codes.ofColumn(subject, values[0].name, values[0]) : UNDECIDED,
    };
  const texts = subjectTexts(columns[subject], unfold, subject);
  for (const { name, column } of all) {
    const beside = column.key && !columns[name] ? codes.beside(name, subject, texts) : undefined;
    if (beside) columns[name] = beside;
  }
  return kind;
}

const KIND = /indicador|variable|subtipo|concepto|descrip|categor|rubro|cuenta|tema|tipo/;

/** Returns the category column: the one with a typical name, otherwise the one with most different texts. */
function kindOf(left: readonly Profile[]): Profile | undefined {
  const kinds = left
    .filter(({ number, texts }) => !number && texts.length > 1 && texts.length <= MOST_KINDS)
    .toSorted((one, other) => other.texts.length - one.texts.length);
  return kinds.find(({ name }) => KIND.test(fold(name))) ?? kinds[0];
}

/** Returns the column with the highest share of texts that are recorded codes. */
function knownKind(left: readonly Profile[], subject: string, codes: Codes): Profile | undefined {
  const known = left.map((kind) => ({ kind, share: share(kind.texts, (text) => codes.knows(subject, text)) }));
  return known.filter(({ share }) => share > 0).sort((one, other) => other.share - one.share)[0]?.kind;
}

const kindsOf = ({ texts }: Profile, subject: string, codes: Codes) =>
  Object.fromEntries(texts.map((text) => [text, codes.of(subject, text)]));

/** Returns the codes that the proposal uses so far. */
function subjectTexts(spec: ColumnSpec | undefined, unfold: Unfolding | undefined, subject: string): string[] {
  if (spec === undefined)
    return [unfold?.spec ?? []]
      .flat()
      .flatMap(({ columns = {} }) => Object.values(columns).map((set) => set[subject] ?? UNDECIDED));
  if (typeof spec === 'string') return [];
  if ('constant' in spec) return [spec.constant];
  return 'values' in spec ? Object.values(spec.values ?? {}) : [];
}
