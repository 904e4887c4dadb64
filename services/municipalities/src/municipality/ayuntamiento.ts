import { Column, MunicipalityCodeScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Float, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'An elected administration (ayuntamiento) of a municipality, with its term and presidency.',
})
@Entity({ tableName: 'ayuntamiento' })
export class Ayuntamiento extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true, description: "INEGI's code of the municipality." })
  municipalityCode!: string;

  @Column(() => Int, { key: true, description: 'The year of the election.' })
  electionYear!: number;

  @Column(() => Boolean, {
    key: true,
    storedAs: 'extraordinary',
    description: 'Whether the election was extraordinary.',
  })
  isExtraordinary!: boolean;

  @Column(() => Int, { description: 'The first year of the term.' })
  termStartYear!: number;

  @Column(() => Int, { description: 'The last year of the term.' })
  termEndYear!: number;

  @Column(() => String, {
    nullable: true,
    description: 'Name of the elected mayor (presidente municipal), as published; null if the source has no name.',
  })
  municipalPresident!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'The winning party or coalition: initials as published, joined by hyphens.',
  })
  party!: string | null;

  @Column(() => String, { nullable: true, description: 'The party or coalition in second place.' })
  runnerUp!: string | null;

  @Column(() => Float, { nullable: true, description: 'Lead over the second place, in percentage points.' })
  marginOfVictory!: number | null;

  @Column(() => Int, {
    nullable: true,
    description: 'Number of votes, without void votes and votes for unregistered candidates.',
  })
  effectiveVotes!: number | null;

  @Column(() => Int, { nullable: true, description: 'Number of voters on the register (lista nominal).' })
  registeredVoters!: number | null;

  @Column(() => Float, { nullable: true, description: 'Effective votes per 100 registered voters.' })
  turnout!: number | null;

  @Column(() => String, {
    nullable: true,
    storedAs: 'aftermath',
    description: 'How the winner left office, in the coding of the source.',
  })
  aftermathWording!: string | null;
}
