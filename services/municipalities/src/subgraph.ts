import { type Context, defineSubgraph } from '@cabildo/kit';
import { datasets } from './datasets.js';
import { Declaration, DeclarationPoint, DeclarationSignatory } from './declaration/declaration.js';
import {
  DeclarationResolver,
  DeclarationSignatoryResolver,
  ExerciseResolver,
} from './declaration/declaration.resolver.js';
import { declarationById, metropolitanZoneByName, municipalityByCode, stateByCode } from './loaders.js';
import { Municipalities0001Tables } from './migrations/0001-tables.js';
import { Municipalities0002Boundaries } from './migrations/0002-boundaries.js';
import { Ayuntamiento } from './municipality/ayuntamiento.js';
import { Boundary } from './municipality/boundary.js';
import { MetropolitanZoneResolver } from './municipality/metropolitan-zone.resolver.js';
import { Municipality } from './municipality/municipality.js';
import {
  AyuntamientoResolver,
  MunicipalityResolver,
  PopulationResolver,
} from './municipality/municipality.resolver.js';
import { Population } from './municipality/population.js';
import { State } from './state/state.js';
import { StateResolver } from './state/state.resolver.js';

/** The subgraph of states, municipalities, their administrations and their declarations. */
export const municipalities = defineSubgraph({
  name: 'municipalities',
  entities: [
    State,
    Municipality,
    Boundary,
    Population,
    Ayuntamiento,
    Declaration,
    DeclarationPoint,
    DeclarationSignatory,
  ],
  resolvers: [
    MunicipalityResolver,
    PopulationResolver,
    MetropolitanZoneResolver,
    AyuntamientoResolver,
    StateResolver,
    DeclarationResolver,
    DeclarationSignatoryResolver,
    ExerciseResolver,
  ],
  references: {
    State: ({ code }: { code: string }, { loads }: Context) => loads.load(stateByCode, code),
    Municipality: ({ code }: { code: string }, { loads }: Context) => loads.load(municipalityByCode, code),
    Declaration: ({ id }: { id: string }, { loads }: Context) => loads.load(declarationById, id),
    MetropolitanZone: ({ name }: { name: string }, { loads }: Context) => loads.load(metropolitanZoneByName, name),
    Exercise: ({ id }: { id: string }) => ({ id }),
  },
  datasets,
  migrations: [Municipalities0001Tables, Municipalities0002Boundaries],
});
