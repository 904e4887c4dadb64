import type { GraphQLArgument } from 'graphql';

const literals: Record<string, string[]> = {
  code: ['"15031"', '"15104"', '"15125"'],
  first: ['1', '3', '7'],
  year: ['2010', '2020', '1985'],
  on: ['"2019-05-01"', '"1992-01-01"'],
  indicator: ['"pobreza_pct"', '"idh"', '"delitos_total"'],
  from: ['"2010"'],
  until: ['"2020"'],
  bins: ['3', '5'],
  known: ['true', 'false'],
  includePartial: ['true', 'false'],
  name: ['"toluca"', '"chimalhuacan"'],
  components: ['[{ indicator: "pobreza_pct", weight: 2 }, { indicator: "rezago_educativo_pct", weight: 1 }]'],
};
const codes: Record<string, string[]> = {
  StateCode: ['"15"'],
  IndicatorCode: ['"pobreza_pct"', '"idh"', '"metrica_ga_indice"'],
  MunicipalityCode: ['"15031"', '"15104"', '"15125"'],
};
const ids: Record<string, string> = {
  authority: '"infoem"',
  exercise: '"gobierno-abierto-edomex"',
  commitment: '"ogp-mxmex0009"',
  secretariat: '"stl-edomex"',
  declaration: '"chimalhuacan-2022"',
  session: '"stl-edomex-3"',
  actionPlan: '"pal-edomex-1"',
};

/** What generated queries over the hub's own subgraphs give to arguments. */
export function literalsOf({ name, type }: GraphQLArgument, field: string): string[] {
  if (name === 'id') return [ids[field] ?? '"none"'];
  const named = String(type).replace(/[[\]!]/g, '');
  const found = (name === 'from' || name === 'until') && named === 'Date' ? [] : (codes[named] ?? literals[name] ?? []);
  return String(type).startsWith('[') && name !== 'components' ? found.map((literal) => `[${literal}]`) : found;
}
