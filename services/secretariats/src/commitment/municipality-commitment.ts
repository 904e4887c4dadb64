import { Column, connectionOf, MunicipalityCodeScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';

@ObjectType({ description: 'A link from a commitment to a municipality it affects, with the reason.' })
@Entity({ tableName: 'commitment_municipality' })
export class MunicipalityCommitment extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true, description: "INEGI's code of the municipality." })
  municipalityCode!: string;

  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => String, {
    storedAs: 'how',
    description: 'The reason why the commitment affects the municipality: one sentence, in Spanish.',
  })
  reason!: string;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of links between commitments and municipalities.' })
export class MunicipalityCommitmentConnection extends connectionOf(MunicipalityCommitment) {}
