import { fold } from './fold.js';

/** A place that rows of a file are about, by its code and by every name that it goes by. */
export interface GazetteerPlace {
  code: string;
  /** The code of the region that it lies in: names are only looked for there. */
  region: string;
  name: string;
  /** Former names, and others in use. */
  otherNames: readonly string[];
  /** Its codes in other systems, by name of the system. */
  otherCodes: Readonly<Record<string, string>>;
}

export interface GazetteerRegion {
  code: string;
  name: string;
  otherNames: readonly string[];
}

export interface GazetteerDefinition {
  /** What the codes of its places are called: `INEGI`. */
  system: string;
  /** How many digits the parts of a code have, where it may stand in several columns: 2 and 3. */
  parts: readonly number[];
  regions: readonly GazetteerRegion[];
  places: readonly GazetteerPlace[];
}

/** Finds places by code and by name. Names match without accents, case or punctuation, and never across regions. */
export class Gazetteer {
  readonly system: string;
  readonly systems: readonly string[];
  readonly parts: readonly number[];
  readonly #regions = new Map<string, string>();
  readonly places: readonly GazetteerPlace[];
  readonly #byCode = new Map<string, GazetteerPlace>();
  readonly #byName = new Map<string, GazetteerPlace[]>();
  readonly #names = new Set<string>();

  constructor({ system, parts, regions, places }: GazetteerDefinition) {
    this.system = system;
    this.parts = parts;
    this.places = places;
    for (const { code, name, otherNames } of regions)
      for (const known of [code, String(Number(code)), name, ...otherNames]) this.#regions.set(fold(known), code);
    for (const place of places) this.#add(place);
    this.systems = [system, ...new Set(places.flatMap(({ otherCodes }) => Object.keys(otherCodes)))];
  }

  /** The code of a region, from its code or any of its names. */
  region(text: string): string | undefined {
    return this.#regions.get(fold(text));
  }

  byCode(code: string, system = this.system): GazetteerPlace | undefined {
    return this.#byCode.get(`${system} ${code}`);
  }

  /** All places of a region that go by a name. A lost character (U+FFFD) stands for any one. */
  byName(name: string, region: string): readonly GazetteerPlace[] {
    if (!name.includes('\ufffd')) return this.#byName.get(`${region} ${fold(name)}`) ?? [];
    return this.places.filter((place) => place.region === region && this.isNamed(place, name));
  }

  /** Whether some place, in whatever region, goes by a name. */
  knows(name: string): boolean {
    return this.#names.has(fold(name));
  }

  isNamed(place: GazetteerPlace, name: string): boolean {
    if (name.length > LONGEST_NAME) return false;
    const pattern = patternOf(name);
    return [place.name, ...place.otherNames].some((known) => pattern.test(fold(known)));
  }

  /** ColumnIndex of a region whose names begin like this one: what may have been meant. */
  near(name: string, region: string): readonly GazetteerPlace[] {
    const [first = ''] = fold(name).split(' ');
    if (first.length < 3) return [];
    return this.places.filter((place) => place.region === region && fold(place.name).startsWith(first)).slice(0, 5);
  }

  #add(place: GazetteerPlace): void {
    this.#byCode.set(`${this.system} ${place.code}`, place);
    for (const [system, code] of Object.entries(place.otherCodes)) this.#byCode.set(`${system} ${code}`, place);
    for (const name of new Set([place.name, ...place.otherNames].map(fold))) {
      const key = `${place.region} ${name}`;
      this.#names.add(name);
      this.#byName.set(key, [...(this.#byName.get(key) ?? []), place]);
    }
  }
}

/** A longer text is no name: cells run together where a quote was lost. */
const LONGEST_NAME = 500;

const patterns = new Map<string, RegExp>();

function patternOf(name: string): RegExp {
  const known = patterns.get(name);
  if (known) return known;
  // A lost character may have been two bytes, each replaced by one.
  const pattern = new RegExp(`^${fold(name).replace(/\ufffd+/g, '.{1,2}')}$`);
  if (patterns.size > 20_000) patterns.clear();
  patterns.set(name, pattern);
  return pattern;
}
