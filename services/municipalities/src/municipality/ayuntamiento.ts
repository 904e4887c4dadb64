import { Column, MunicipalityCodeScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Float, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'An elected administration of a municipality (ayuntamiento), with its term and presidency.',
})
@Entity({ tableName: 'ayuntamiento' })
export class Ayuntamiento extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true })
  municipalityCode!: string;

  @Column(() => Int, { key: true, description: 'The year of the election.' })
  electionYear!: number;

  @Column(() => Boolean, { key: true, description: 'Whether the election was extraordinary.' })
  extraordinary!: boolean;

  @Column(() => Int, { description: 'The year in which the term began.' })
  termStartYear!: number;

  @Column(() => Int, { description: 'The year in which the term ended.' })
  termEndYear!: number;

  @Column(() => String, {
    nullable: true,
    description: 'Who was elected to preside (presidente municipal), as published; null where the source has no name.',
  })
  municipalPresident!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'The party or coalition: initials as published, joined by hyphens.',
  })
  party!: string | null;

  @Column(() => String, { nullable: true, description: 'The party or coalition that came second.' })
  runnerUp!: string | null;

  @Column(() => Float, { nullable: true, description: 'How far ahead of the second, in percentage points.' })
  marginOfVictory!: number | null;

  @Column(() => Int, { nullable: true, description: 'Votes, without void ones and those for unregistered candidates.' })
  effectiveVotes!: number | null;

  @Column(() => Int, { nullable: true, description: 'Voters on the register (lista nominal).' })
  registeredVoters!: number | null;

  @Column(() => Float, { nullable: true, description: 'Effective votes per hundred registered voters.' })
  turnout!: number | null;

  @Column(() => String, { nullable: true, description: "What became of the winner, in the source's own coding." })
  aftermath!: string | null;
}
