import { manyEach, oneEach, type PageArgs, pageEach } from '@cabildo/kit';
import type { Municipality } from './municipality/municipality.js';
import * as repository from './repository.js';

export const stateByCode = oneEach(repository.statesByCode, (state) => state.code);
export const municipalityByCode = oneEach(repository.municipalitiesByCode, (municipality) => municipality.code);
export const censusesOf = manyEach(repository.censuses, (census) => census.municipalityCode);
export const ayuntamientosOf = manyEach(repository.ayuntamientos, (ayuntamiento) => ayuntamiento.municipalityCode);
export const declarationById = oneEach(repository.declarationsById, (declaration) => declaration.id);
export const declarationsOf = manyEach(repository.declarationsOf, (declaration) => declaration.municipalityCode);
export const declarationsTowards = manyEach(repository.declarationsTowards, (declaration) => declaration.exerciseId!);
export const pointsOf = manyEach(repository.declarationPoints, (point) => point.declarationId);
export const signatoriesOf = manyEach(repository.declarationSignatories, (signatory) => signatory.declarationId);
export const totalsOf = oneEach(repository.stateTotals, (totals) => totals.stateCode);
export const populationsOf = manyEach(repository.statePopulations, (population) => population.stateCode);
export const municipalitiesOf = pageEach<Municipality, PageArgs>({
  name: 'State.municipalities',
  parent: 'state_code',
  rows: (snapshot) => repository.municipalities(snapshot, {}),
  terms: [repository.byCode],
});
