import { fold } from '../../dataset/fold.js';
import type { Gazetteer, GazetteerPlace } from '../../dataset/gazetteer.js';
import { cellText } from '../mapping/cell-text.js';
import type { PlaceSpec } from '../mapping/mapping.js';
import { wholeCode } from '../mapping/place-filler.js';
import type { Profile } from './profile.js';

/** Returns whether a text names rows that publishers add to the rows of municipalities, such as totals. */
export const isNoPlace = (text: string) =>
  /^(no especificad[oa]|otros municipios|(sub)?total\b.*|no identificad[oa])$/.test(fold(text));

type Rows = readonly (readonly string[])[];

/** Returns the columns that identify the municipality, and the system of their codes. Undefined if there are none. */
export function guessPlace(
  profiles: readonly Profile[],
  rows: Rows,
  gazetteer: Gazetteer,
): PlaceSpec['place'] | undefined {
  const name = best(
    profiles.filter(({ number }) => !number),
    ({ texts }) =>
      share(
        texts.filter((text) => !isNoPlace(text)),
        (text) => gazetteer.knows(text),
      ),
  );
  const state = best(
    profiles.filter((each) => each !== name && !each.number),
    ({ texts }) => share(texts, (text) => gazetteer.region(text) !== undefined),
  );
  const code = guessCode(profiles, rows, name, gazetteer);
  if (code) return { ...code, ...(name && { name: name.name }) };
  return name && { name: name.name, state: state?.name ?? { constant: '?' } };
}

interface Coded {
  code: string | string[];
  system?: string;
}

function guessCode(
  profiles: readonly Profile[],
  rows: Rows,
  name: Profile | undefined,
  gazetteer: Gazetteer,
): Coded | undefined {
  const numbers = profiles.filter(({ texts }) => texts.length > 0 && share(texts, isDigits) > 0.6);
  const pairs = numbers.flatMap((one) =>
    numbers
      .filter((other) => other !== one && /ent|edo|est/.test(fold(one.name)) && /mun/.test(fold(other.name)))
      .map((other) => [one, other]),
  );
  const named = numbers.filter((each) => /cve|clave|mun|code|cod|id/.test(fold(each.name))).map((each) => [each]);
  const candidates = [...named, ...pairs];
  const rated = candidates.flatMap((columns) =>
    gazetteer.systems.map((system) => ({
      columns,
      system,
      agreeing: agreement(columns, system, rows, name, gazetteer),
    })),
  );
  const chosen = rated.reduce<(typeof rated)[number] | undefined>(
    (one, other) => (other.agreeing > (one?.agreeing ?? 0.5) ? other : one),
    undefined,
  );
  if (!chosen) return unnamedCode(numbers, rows, name, gazetteer);
  const names = chosen.columns.map((column) => column.name);
  return {
    code: names.length === 1 ? names[0]! : names,
    ...(chosen.system !== gazetteer.system && { system: chosen.system }),
  };
}

/** The share of rows in which a column without a typical name must agree with the names to be taken for the code. */
const SURE = 0.9;

/** Returns a column whose name does not say that it is the code, if its codes are those of the names. */
function unnamedCode(
  numbers: readonly Profile[],
  rows: Rows,
  name: Profile | undefined,
  gazetteer: Gazetteer,
): Coded | undefined {
  if (!name) return undefined;
  const found = numbers.find((each) => agreement([each], gazetteer.system, rows, name, gazetteer) > SURE);
  return found && { code: found.name };
}

const isDigits = (text: string) => /^[\d\s]+(\.0)?$/.test(text);

/** Returns the share of rows whose code exists and agrees with the name beside it. */
function agreement(columns: Profile[], system: string, rows: Rows, name: Profile | undefined, gazetteer: Gazetteer) {
  const text = (cells: readonly string[], at: number) => cellText(cells[at] ?? '') ?? '';
  const coded = rows.filter((cells) => columns.every(({ at }) => isDigits(text(cells, at))));
  return share(coded, (cells) => {
    const place: GazetteerPlace | undefined = gazetteer.byCode(
      wholeCode(
        columns.map(({ at }) => text(cells, at)),
        gazetteer.parts,
      ),
      system,
    );
    return place !== undefined && (!name || gazetteer.isNamed(place, text(cells, name.at)));
  });
}

export function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

/** Returns the profile with the highest rating, if that is above 0.5. */
function best(profiles: readonly Profile[], rate: (profile: Profile) => number): Profile | undefined {
  const rated = profiles.map((profile) => ({ profile, rating: rate(profile) })).filter(({ rating }) => rating > 0.5);
  return rated.sort((one, other) => other.rating - one.rating)[0]?.profile;
}
