import DataLoader from 'dataloader';
import { type Site, sitesByIds, sitesByMunicipalities } from './sites.js';

/** The loaders of one request: each batch is one query to the database. */
export interface Context {
  readonly siteById: DataLoader<string, Site | null>;
  readonly sitesOfMunicipality: DataLoader<string, Site[]>;
}

export const newContext = (): Context => ({
  siteById: new DataLoader(async (ids) => sitesByIds(ids)),
  sitesOfMunicipality: new DataLoader(async (codes) => sitesByMunicipalities(codes)),
});

type Key<Name extends string> = Record<Name, string>;

export const resolvers = {
  Query: {
    __ONE__: (_: unknown, { id }: Key<'id'>, { siteById }: Context) => siteById.load(id),
  },
  __TYPE__: {
    __resolveReference: ({ id }: Key<'id'>, { siteById }: Context) => siteById.load(id),
    municipality: ({ municipalityCode }: Site) => ({ code: municipalityCode }),
  },
  Municipality: {
    __FIELD__: ({ code }: Key<'code'>, _: unknown, { sitesOfMunicipality }: Context) => sitesOfMunicipality.load(code),
  },
};
