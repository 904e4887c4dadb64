export interface BenchQuery {
  readonly name: 'small' | 'medium' | 'heavy';
  readonly query: string;
}

/** One call; four calls and about 5 KB; entities of entities, seven calls and more, about 90 KB. */
export const queries: readonly BenchQuery[] = [
  { name: 'small', query: '{ people { id name office } }' },
  {
    name: 'medium',
    query: '{ person(id: "p1") { name office reports { id body project { code title isFunded } } } }',
  },
  {
    name: 'heavy',
    query: `{
  people { id name office reports { id body project { code title isFunded } } }
  projects { code title isFunded spent reports { id body author { id name reports { id body project { code title } } } } }
}`,
  },
];
