/** Replace this file by your database. Each function loads what a whole request needs at once. */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly municipalityCode: string;
}

const sites: readonly Site[] = [
  { id: '1', name: 'Chimalhuacán, centro', municipalityCode: '15031' },
  { id: '2', name: 'Ecatepec, norte', municipalityCode: '15033' },
];

/** Returns a site for each id, in the order of the ids; null for an id that is unknown. */
export const sitesByIds = (ids: readonly string[]): (Site | null)[] =>
  ids.map((id) => sites.find((site) => site.id === id) ?? null);

/** Returns the sites of each municipality, in the order of the codes. */
export const sitesByMunicipalities = (codes: readonly string[]): Site[][] =>
  codes.map((code) => sites.filter((site) => site.municipalityCode === code));
