import { Column, connectionOf, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SessionStatus } from '../vocabulary/session-status.js';

export enum SessionKind {
  INSTALLATION = 'INSTALLATION',
  ORDINARY = 'ORDINARY',
  EXTRAORDINARY = 'EXTRAORDINARY',
}

registerEnumType(SessionKind, {
  name: 'SessionKind',
  description: 'The kind of a session of a technical secretariat.',
  valuesConfig: {
    INSTALLATION: { description: 'The session in which the secretariat is installed (sesión de instalación).' },
    ORDINARY: { description: 'A session of the regular calendar (sesión ordinaria).' },
    EXTRAORDINARY: { description: 'A session called for an urgent matter (sesión extraordinaria).' },
  },
});

@ObjectType({ description: 'A session of a technical secretariat.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'session' })
export class Session extends Recorded {
  @Column(() => String, { key: true, id: true, description: 'Identifier.' })
  id!: string;

  @Column(() => String)
  secretariatId!: string;

  @Column(() => Int, {
    nullable: true,
    description: 'Number among the sessions of its kind, from 1; null if no source says.',
  })
  number!: number | null;

  @Column(() => SessionKind, { description: 'The kind of session.' })
  kind!: SessionKind;

  @Column(() => SessionStatus, { nullable: true, description: 'Whether it took place; null if no source says.' })
  status!: SessionStatus | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The date that the calendar gives; null if no source says.',
  })
  scheduledOn!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The date of the session; null if no source says.',
  })
  date!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The date of the bulletin that reports it; null if there is none.',
  })
  reportedOn!: string | null;

  @Column(() => Boolean, {
    nullable: true,
    storedAs: 'quorum',
    description: 'Whether there was a quorum; null if no source says.',
  })
  hasQuorum!: boolean | null;

  @Column(() => Boolean, {
    nullable: true,
    storedAs: 'remote',
    description: 'Whether it was held by videoconference; null if no source says.',
  })
  isRemote!: boolean | null;

  @Column(() => [String], {
    description: 'Agreements, as published. Empty if no source lists them.',
  })
  agreements!: string[];

  @Column(() => [String], { description: 'Attendees, as published. Empty if no source lists them.' })
  attendees!: string[];

  @Column(() => UrlScalar, {
    nullable: true,
    description: 'Address of the minutes; null if unknown.',
  })
  minutesUrl!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of sessions.' })
export class SessionConnection extends connectionOf(Session) {}
