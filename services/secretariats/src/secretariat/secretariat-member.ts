import { Column, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';
import { Sector } from '../vocabulary/sector.js';

@ObjectType({ description: 'A seat of a technical secretariat, with its holder for one term.' })
@Entity({ tableName: 'secretariat_member' })
export class SecretariatMember extends Recorded {
  @Column(() => String, { key: true })
  secretariatId!: string;

  @Column(() => Int, { key: true, description: 'Position among the seats, from 1.' })
  position!: number;

  @Column(() => String, { description: 'The seat, as published.' })
  seat!: string;

  @Column(() => Sector, { description: 'The sector that the seat represents.' })
  sector!: Sector;

  @Column(() => String, {
    nullable: true,
    description: 'Name of the holder; null if no source says.',
  })
  person!: string | null;

  @Column(() => String, { nullable: true })
  authorityId!: string | null;

  @Column(() => String, { nullable: true })
  organizationId!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The first day of the term; null if no source says.',
  })
  validFrom!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The last day of the term; null if no end is recorded.',
  })
  validTo!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}
