import { Column, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';
import { spans } from '../vocabulary/partial-date.js';
import { Sector } from '../vocabulary/sector.js';

@ObjectType({ description: 'A seat of a technical secretariat, and who holds it for a term.' })
@Entity({ tableName: 'secretariat_member' })
export class SecretariatMember extends Recorded {
  @Column(() => String, { key: true })
  secretariatId!: string;

  @Column(() => Int, { key: true, description: 'Its place in the list of members, from 1.' })
  position!: number;

  @Column(() => String, { description: 'The seat, as published.' })
  seat!: string;

  @Column(() => Sector, { description: 'For whom the seat speaks.' })
  sector!: Sector;

  @Column(() => String, {
    nullable: true,
    description: 'The name of the person who holds it; null where no source says.',
  })
  person!: string | null;

  @Column(() => String, { nullable: true })
  authorityId!: string | null;

  @Column(() => String, { nullable: true })
  organizationId!: string | null;

  @Column(() => PartialDateScalar, { nullable: true, description: 'When the term began; null where no source says.' })
  validFrom!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The last day of the term; null where no source tells of its end.',
  })
  validTo!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}

export const SEATS_ON =
  'Only those whose term covers this day. A beginning or an end that no source tells of sets no bound.';

/** Of some seats those whose term covers a day; all of them where no day is asked for. */
export const seatsOn = (
  seats: readonly SecretariatMember[],
  on: string | null | undefined,
): readonly SecretariatMember[] =>
  on == null ? seats : seats.filter(({ validFrom, validTo }) => spans(validFrom, validTo, on));
