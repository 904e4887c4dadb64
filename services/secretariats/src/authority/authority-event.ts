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
  description: 'The kind of an event in the history of an authority.',
  valuesConfig: {
    CREATED: { description: 'The authority was created.' },
    LAW: { description: 'A law about it was published.' },
    EXTINCTION_APPROVED: { description: 'A congress approved its extinction.' },
    EXTINCTION_RATIFIED: {
      description: 'Its extinction was ratified, for example by the municipal councils (cabildos) of the state.',
    },
    EXTINGUISHED: { description: 'The authority ceased to exist.' },
    JOINED_OGP: { description: 'It joined the Open Government Partnership.' },
    OTHER: { description: 'None of these.' },
  },
});

@ObjectType({ description: 'An event in the history of an authority, as reported by a source.' })
@Entity({ tableName: 'authority_event' })
export class AuthorityEvent extends Recorded {
  @Column(() => String, { key: true })
  authorityId!: string;

  @Column(() => Int, { key: true, description: 'Position among the events of the authority, from 1.' })
  position!: number;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The date, as precise as in the source; null if unknown.',
  })
  date!: string | null;

  @Column(() => AuthorityEventKind, { description: 'The kind of event.' })
  kind!: AuthorityEventKind;

  @Column(() => String, { description: 'What happened, in Spanish.' })
  description!: string;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}
