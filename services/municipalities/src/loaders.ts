import { type Batch, cachedPage, manyEach, oneEach, pageEach } from '@cabildo/kit';
import * as declarations from './declaration/declaration.repository.js';
import type { DeclarationsBelowArgs } from './declaration/declaration-args.js';
import type { MetropolitanZone } from './municipality/metropolitan-zone.js';
import * as municipalities from './municipality/municipality.repository.js';
import type { MunicipalitiesArgs, MunicipalitiesBelowArgs } from './municipality/municipality-args.js';
import * as states from './state/state.repository.js';

export const stateByCode = oneEach(states.statesByCode, (state) => state.code);
export const stateTotalsOf = oneEach(states.stateTotals, (totals) => totals.stateCode);
export const statePopulationsOf = manyEach(states.statePopulations, (population) => population.stateCode);

/** All metropolitan zones, by name. */
export const zonesAt: Batch<'', MetropolitanZone[]> = {
  read: async (snapshot, _keys, _args, { sources }) => {
    const rows = await municipalities.zones(snapshot);
    const zones = rows.map(({ sourceIds, ...zone }) => ({
      ...zone,
      municipalityCount: zone.municipalityCodes.length,
      sources: sources.of(sourceIds),
    }));
    return new Map([['', zones.sort((a, b) => (a.name < b.name ? -1 : 1))]]);
  },
  absent: [],
};
export const metropolitanZoneByName = oneEach(
  async (_snapshot, names: readonly string[], _args: undefined, loads) =>
    (await loads.load(zonesAt, '')).filter(({ name }) => names.includes(name)),
  ({ name }) => name,
);
export const boundaryOf = oneEach(municipalities.boundaries, (boundary) => boundary.municipalityCode);
export const municipalityByCode = oneEach(municipalities.municipalitiesByCode, (municipality) => municipality.code);
export const populationsOf = manyEach(municipalities.populations, (population) => population.municipalityCode);
export const ayuntamientosOf = manyEach(municipalities.ayuntamientos, (ayuntamiento) => ayuntamiento.municipalityCode);
export const municipalityPages = cachedPage<municipalities.ListedMunicipality, MunicipalitiesArgs>({
  name: ({ orderBy }) => `municipalities ${orderBy}`,
  rows: municipalities.municipalities,
  terms: municipalities.municipalityOrder,
});
export const municipalitiesOf = pageEach<municipalities.ListedMunicipality, MunicipalitiesBelowArgs>({
  name: ({ orderBy }) => `State.municipalities ${orderBy}`,
  parent: 'state_code',
  rows: municipalities.municipalities,
  terms: municipalities.municipalityOrder,
});

export const declarationById = oneEach(declarations.declarationsById, (declaration) => declaration.id);
export const declarationsOf = manyEach(declarations.declarationsOf, (declaration) => declaration.municipalityCode);
export const pointsOf = manyEach(declarations.declarationPoints, (point) => point.declarationId);
export const signatoriesOf = manyEach(declarations.declarationSignatories, (signatory) => signatory.declarationId);
export const declarationsOfExercise = pageEach({
  name: 'Exercise.declarations',
  parent: 'exercise_id',
  rows: (snapshot, args: DeclarationsBelowArgs) => declarations.declarations(snapshot, args),
  terms: declarations.declarationsOldestFirst,
});
