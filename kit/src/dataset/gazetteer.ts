import { fold } from './fold.js';
import { similarity } from './similarity.js';

/** A place in a gazetteer, with its code and all its names. */
export interface GazetteerPlace {
  code: string;
  /** The code of the region that contains the place. Names are looked up within a region only. */
  region: string;
  name: string;
  /** Former names and other names in use. */
  otherNames: readonly string[];
  /** Its codes in other code systems, by name of the system. */
  otherCodes: Readonly<Record<string, string>>;
}

export interface GazetteerRegion {
  code: string;
  name: string;
  otherNames: readonly string[];
}

export interface GazetteerDefinition {
  /** The name of the code system of its places, such as `INEGI`. */
  system: string;
  /** The number of digits of each part of a code that may be split over columns, such as 2 and 3. */
  parts: readonly number[];
  regions: readonly GazetteerRegion[];
  places: readonly GazetteerPlace[];
}

/** Finds places by code and by name. Names are compared without accents, case and punctuation, within one region. */
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

  /** Returns the code of a region, given its code or any of its names. */
  region(text: string): string | undefined {
    return this.#regions.get(fold(text));
  }

  byCode(code: string, system = this.system): GazetteerPlace | undefined {
    return this.#byCode.get(`${system} ${code}`);
  }

  /** Returns all places of a region with this name. U+FFFD in the name matches any one or two characters. */
  byName(name: string, region: string): readonly GazetteerPlace[] {
    if (!name.includes('\ufffd')) return this.#byName.get(`${region} ${fold(name)}`) ?? [];
    return this.places.filter((place) => place.region === region && this.isNamed(place, name));
  }

  /** Returns whether a place of any region has this name. */
  knows(name: string): boolean {
    return this.#names.has(fold(name));
  }

  isNamed(place: GazetteerPlace, name: string): boolean {
    if (name.length > LONGEST_NAME) return false;
    const pattern = patternOf(name);
    return [place.name, ...place.otherNames].some((known) => pattern.test(fold(known)));
  }

  /** Returns the places of a region with the most similar names, as suggestions for an unknown name. */
  near(name: string, region: string): readonly GazetteerPlace[] {
    const folded = fold(name);
    if (folded.length > LONGEST_NAME) return [];
    const rated = this.places
      .filter((place) => place.region === region)
      .map((place) => ({ place, rating: ratingOf(place, folded) }))
      .filter(({ rating }) => rating >= SIMILAR)
      .sort((one, other) => other.rating - one.rating);
    return rated.slice(0, SUGGESTED).map(({ place }) => place);
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

/** Maximum number of suggestions, and the similarity that they have at least. */
const SUGGESTED = 5;
const SIMILAR = 0.5;

const ratingOf = ({ name, otherNames }: GazetteerPlace, folded: string): number =>
  Math.max(...[name, ...otherNames].map((known) => similarity(fold(known), folded)));

/** A longer text is not a name: it comes from cells that were merged by a lost quote. */
const LONGEST_NAME = 500;

const patterns = new Map<string, RegExp>();

function patternOf(name: string): RegExp {
  const known = patterns.get(name);
  if (known) return known;
  // One lost character may have been two bytes, each replaced by U+FFFD.
  const pattern = new RegExp(`^${fold(name).replace(/\ufffd+/g, '.{1,2}')}$`);
  if (patterns.size > 20_000) patterns.clear();
  patterns.set(name, pattern);
  return pattern;
}
