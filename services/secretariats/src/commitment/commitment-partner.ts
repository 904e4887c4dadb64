import { Column, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A partner of the lead authority in a commitment.' })
@Entity({ tableName: 'commitment_partner' })
export class CommitmentPartner extends Recorded {
  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => Int, { key: true, description: 'Position among the partners, from 1.' })
  position!: number;

  @Column(() => String, { description: 'The name, as published.' })
  name!: string;

  @Column(() => String, { nullable: true })
  authorityId!: string | null;

  @Column(() => String, { nullable: true })
  organizationId!: string | null;
}
