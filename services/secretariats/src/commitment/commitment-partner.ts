import { Column, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Who carries out a commitment together with the authority in charge.' })
@Entity({ tableName: 'commitment_partner' })
export class CommitmentPartner extends Recorded {
  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => Int, { key: true, description: 'Its place in the list of partners, from 1.' })
  position!: number;

  @Column(() => String, { description: 'Its name, as published.' })
  name!: string;

  @Column(() => String, { nullable: true })
  authorityId!: string | null;

  @Column(() => String, { nullable: true })
  organizationId!: string | null;
}
