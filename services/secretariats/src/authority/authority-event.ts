import { Column, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType, registerEnumType } from 'type-graphql';

export enum AuthorityEventKind {
  CREATED = 'CREATED',
  LAW = 'LAW',
  EXTINCTION_APPROVED = 'EXTINCTION_APPROVED',
  EXTINCTION_RATIFIED = 'EXTINCTION_RATIFIED',
  EXTINGUISHED = 'EXTINGUISHED',
  JOINED_OGP = 'JOINED_OGP',
  OTHER = 'OTHER',
}

registerEnumType(AuthorityEventKind, {
  name: 'AuthorityEventKind',
  description: 'What happened to an authority.',
  valuesConfig: {
    CREATED: { description: 'It was created.' },
    LAW: { description: 'A law was published that bears on it.' },
    EXTINCTION_APPROVED: { description: 'A congress approved its extinction.' },
    EXTINCTION_RATIFIED: {
      description: 'Its extinction was ratified, as by the municipal councils (cabildos) of the state.',
    },
    EXTINGUISHED: { description: 'It ceased to exist.' },
    JOINED_OGP: { description: 'It joined the Open Government Partnership.' },
    OTHER: { description: 'None of these.' },
  },
});

@ObjectType({ description: 'Something that happened to an authority, as a source tells it.' })
@Entity({ tableName: 'authority_event' })
export class AuthorityEvent extends Recorded {
  @Column(() => String, { key: true })
  authorityId!: string;

  @Column(() => Int, { key: true, description: 'Its place among the events of the authority, from 1.' })
  position!: number;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'When it happened, as precisely as the source says.',
  })
  date!: string | null;

  @Column(() => AuthorityEventKind, { description: 'What it was.' })
  kind!: AuthorityEventKind;

  @Column(() => String, { description: 'What happened, in Spanish.' })
  description!: string;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}
