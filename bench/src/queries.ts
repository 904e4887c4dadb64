export interface BenchQuery {
  readonly name: 'small' | 'medium' | 'heavy';
  readonly query: string;
}

/** One call; four calls and about 5 KB; entities of entities of entities, seven calls and more, about 90 KB. */
export const queries: readonly BenchQuery[] = [
  { name: 'small', query: '{ people { id name office } }' },
  {
    name: 'medium',
    query: '{ people { name office reports { id body project { code title isFunded } } } }',
  },
  {
    name: 'heavy',
    query: `{
  people { ...Who reports { ...What project { ...Where reports { ...What author { ...Who reports { ...What project { ...Where } } } } } } }
  projects { ...Where reports { ...What author { ...Who reports { ...What project { ...Where } } } } }
}
fragment Who on Person { id name office }
fragment What on Report { id body }
fragment Where on Project { code title amount isFunded spent }`,
  },
];
