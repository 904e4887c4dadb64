import { readFileSync } from 'node:fs';
import { Gazetteer, type GazetteerPlace, type GazetteerRegion } from '../dataset/gazetteer.js';
import { CsvReader } from './read/csv.js';

const folder = new URL('../../data/', import.meta.url);
let gazetteer: Gazetteer | undefined;

/**
 * Returns the gazetteer of the municipalities of Mexico, with INEGI's codes, INE's codes and other names. See
 * kit/data/README.md.
 */
export function municipalitiesOfMexico(): Gazetteer {
  gazetteer ??= new Gazetteer({
    system: 'INEGI',
    parts: [2, 3],
    regions: rowsOf('states.csv').map(
      ([code, name, others]): GazetteerRegion => ({ code: code!, name: name!, otherNames: listOf(others) }),
    ),
    places: rowsOf('municipalities.csv').map(readPlace),
  });
  return gazetteer;
}

function readPlace([code, ine, name, others]: string[]): GazetteerPlace {
  const otherCodes: Record<string, string> = ine ? { INE: ine } : {};
  return { code: code!, region: code!.slice(0, 2), name: name!, otherNames: listOf(others), otherCodes };
}

function rowsOf(file: string): string[][] {
  const reader = new CsvReader(',');
  const [, ...rows] = [...reader.push(readFileSync(new URL(file, folder), 'utf8')), ...reader.end()];
  return rows.map(({ cells }) => cells);
}

const listOf = (text = '') => (text === '' ? [] : text.split(' | '));
