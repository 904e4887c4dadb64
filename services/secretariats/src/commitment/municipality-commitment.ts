import { Column, connectionOf, MunicipalityCodeScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';

@ObjectType({ description: 'That a commitment touches a municipality, and how.' })
@Entity({ tableName: 'commitment_municipality' })
export class MunicipalityCommitment extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true, description: "INEGI's code of the municipality that is touched." })
  municipalityCode!: string;

  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => String, { description: 'Why it is said to touch the municipality: one sentence, in Spanish.' })
  how!: string;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of the municipalities that a commitment touches.' })
export class MunicipalityCommitmentConnection extends connectionOf(MunicipalityCommitment) {}
