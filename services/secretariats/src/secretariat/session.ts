import { Column, connectionOf, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum SessionKind {
  INSTALLATION = 'INSTALLATION',
  ORDINARY = 'ORDINARY',
  EXTRAORDINARY = 'EXTRAORDINARY',
}

registerEnumType(SessionKind, {
  name: 'SessionKind',
  description: 'What a session of a technical secretariat is.',
  valuesConfig: {
    INSTALLATION: { description: 'The one in which the secretariat is set up (sesión de instalación).' },
    ORDINARY: { description: 'One that its calendar provides for (sesión ordinaria).' },
    EXTRAORDINARY: { description: 'One called for a matter that cannot wait (sesión extraordinaria).' },
  },
});

@ObjectType({ description: 'A session of a technical secretariat.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'session' })
export class Session extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => String)
  secretariatId!: string;

  @Column(() => Int, {
    nullable: true,
    description: 'Its number among those of its kind, from 1; null where no source says.',
  })
  number!: number | null;

  @Column(() => SessionKind, { description: 'What it is.' })
  kind!: SessionKind;

  @Column(() => PartialDateScalar, { nullable: true, description: 'When it was held; null where no source says.' })
  date!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The date of the bulletin that tells of it, where its own is not known.',
  })
  reportedOn!: string | null;

  @Column(() => Boolean, { nullable: true, description: 'Whether there was a quorum; null where no source says.' })
  quorum!: boolean | null;

  @Column(() => Boolean, { nullable: true, description: 'Whether it was held by video; null where no source says.' })
  remote!: boolean | null;

  @Column(() => [String], {
    description: 'What was agreed, as published. Empty where no source says: not that nothing was.',
  })
  agreements!: string[];

  @Column(() => [String], { description: 'Who attended, as published. Empty where no source says.' })
  attendees!: string[];

  @Column(() => UrlScalar, {
    nullable: true,
    description: 'Where its minutes can be read; null where that is unknown.',
  })
  minutesUrl!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of sessions.' })
export class SessionConnection extends connectionOf(Session) {}
