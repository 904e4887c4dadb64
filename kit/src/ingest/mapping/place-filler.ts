import type { Gazetteer, GazetteerPlace } from '../../dataset/gazetteer.js';
import type { Finding } from '../../dataset/rule.js';
import {
  AMBIGUOUS_PLACE,
  CODE_AGAINST_NAME,
  CODE_OF_ANOTHER_SYSTEM,
  MISSING_VALUE,
  UNKNOWN_PLACE,
} from '../../dataset/rules.js';
import type { ColumnFiller, ColumnIndex } from './column-filler.js';
import type { PlaceSpec } from './mapping.js';
import { labelOf, type ReadPart, readPart } from './part.js';
import { padded } from './text-filler.js';

type Wrong = Pick<Finding, 'rule' | 'found' | 'expected' | 'tip'>;
export type Resolution = { code: string } | { wrong: Wrong };

interface PlaceReference {
  /** The text in the file, for the report. */
  found: string;
  code: string;
  name: string;
  state: string;
  system: string;
}

/** Fills the code of a place. Results are cached, because the same code and name occur for every year. */
export function placeFiller(
  { place }: PlaceSpec,
  column: string,
  gazetteer: Gazetteer,
  columnIndex: ColumnIndex,
): ColumnFiller {
  const at = columnIndex.ofDataset(column);
  const codes = place.code === undefined ? [] : [place.code].flat().map((part) => readPart(part, columnIndex));
  const name = place.name === undefined ? undefined : readPart(place.name, columnIndex);
  const state = place.state === undefined ? undefined : readPart(place.state, columnIndex);
  const label = [labelOf(place.code ?? []), labelOf(place.name ?? [])].filter(Boolean).join(', ');
  const empty: ReadPart = () => '';
  const all = [...codes, name ?? empty, state ?? empty];
  const known = new Map<string, Resolution>();
  return (cells, texts, report) => {
    const read = new Array<string | undefined>(all.length);
    let key = '';
    for (let index = 0; index < all.length; index += 1) {
      const text = all[index]!(cells, report, texts);
      if (text === undefined) return false;
      read[index] = text;
      key += `\u0000${text}`;
    }
    let resolution = known.get(key);
    if (!resolution) {
      const [nameText, stateText] = read.slice(-2) as [string, string];
      const parts = read.slice(0, -2) as string[];
      const code = wholeCode(parts, gazetteer.parts);
      const found = code === '' ? `${nameText}, ${stateText}` : [...parts, nameText].filter(Boolean).join(' ');
      const system = place.system ?? gazetteer.system;
      resolution = resolvePlace(gazetteer, { found, code, name: nameText, state: stateText, system });
      if (known.size < 100_000) known.set(key, resolution);
    }
    if ('wrong' in resolution) report({ column: label, ...resolution.wrong });
    else texts[at] = resolution.code;
    return 'code' in resolution;
  };
}

/** Joins the parts of a code, restores lost leading zeros and removes spaces. */
export function wholeCode(parts: string[], widths: readonly number[]): string {
  const bare = parts.map((part) => part.replace(/[\s\u00a0']+/g, ''));
  if (bare.every((part) => part === '')) return '';
  if (bare.length === widths.length && bare.length > 1)
    return bare.map((part, index) => padded(part, widths[index]!)).join('');
  return padded(
    bare.join(''),
    widths.reduce((sum, width) => sum + width, 0),
  );
}

/** Returns the place that a code, a name or both identify, or the finding if they do not. */
export function resolvePlace(gazetteer: Gazetteer, reference: PlaceReference): Resolution {
  if (reference.code === '' && reference.name === '')
    return { wrong: { rule: MISSING_VALUE, found: '', expected: 'a code or a name' } };
  if (reference.code === '') return byName(gazetteer, reference);
  const place = gazetteer.byCode(reference.code, reference.system);
  if (place && (reference.name === '' || gazetteer.isNamed(place, reference.name))) return { code: place.code };
  if (reference.name !== '') return { wrong: disagreement(gazetteer, reference, place) };
  return {
    wrong: { rule: UNKNOWN_PLACE, found: reference.found, expected: `a code of ${reference.system}` },
  };
}

/** Describes a code and a name that disagree: which code the name has, and whether the code is from another system. */
function disagreement(
  gazetteer: Gazetteer,
  { found, code, name, system }: PlaceReference,
  place: GazetteerPlace | undefined,
): Wrong {
  for (const other of gazetteer.systems) {
    const meant = gazetteer.byCode(code, other);
    if (!meant || other === system || !gazetteer.isNamed(meant, name)) continue;
    const right = system === gazetteer.system ? meant.code : meant.otherCodes[system];
    const expected = `${right ?? 'none'}: ${code} is the ${other} code of ${meant.name}; its ${system} code is ${right ?? 'unknown'}`;
    const tip = `If the whole column has ${other} codes, set "system": "${other}" in the mapping.`;
    return { rule: CODE_OF_ANOTHER_SYSTEM, found, expected, tip };
  }
  const region = place?.region ?? gazetteer.region(code.slice(0, gazetteer.parts[0])) ?? '';
  const named = gazetteer.byName(name, region).map(described);
  const whose = place ? `${code} is ${place.name}` : `${system} has no code ${code}`;
  const expected = `a code and a name of the same municipality: ${whose}; ${named.length > 0 ? `this is the name of ${named.join(', ')}` : 'no municipality there has this name'}`;
  return {
    rule: place ? CODE_AGAINST_NAME : UNKNOWN_PLACE,
    found,
    expected,
  };
}

function byName(gazetteer: Gazetteer, { found, name, state }: PlaceReference): Resolution {
  const region = gazetteer.region(state);
  if (region === undefined) return { wrong: { rule: UNKNOWN_PLACE, found, expected: 'the code or name of a state' } };
  const places = gazetteer.byName(name, region);
  if (places.length === 1) return { code: places[0]!.code };
  if (places.length > 1) {
    const expected = `one municipality; this is the name of ${places.map(described).join(', ')}`;
    return { wrong: { rule: AMBIGUOUS_PLACE, found, expected } };
  }
  const near = gazetteer.near(name, region).map(described);
  const expected =
    near.length > 0
      ? `the name of a municipality of that state, such as ${near.join(', ')}`
      : 'the name of a municipality of that state';
  return { wrong: { rule: UNKNOWN_PLACE, found, expected } };
}

const described = ({ code, name }: GazetteerPlace) => `${code} ${name}`;
