import {
  Column,
  connectionOf,
  MunicipalityCodeScalar,
  PartialDateScalar,
  Recorded,
  StateCodeScalar,
  UrlScalar,
} from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType, registerEnumType } from 'type-graphql';

export enum AuthorityKind {
  GUARANTOR_BODY = 'GUARANTOR_BODY',
  ELECTORAL_BODY = 'ELECTORAL_BODY',
  EXECUTIVE = 'EXECUTIVE',
  LEGISLATIVE = 'LEGISLATIVE',
  JUDICIAL = 'JUDICIAL',
  MUNICIPAL_GOVERNMENT = 'MUNICIPAL_GOVERNMENT',
  AUDIT_BODY = 'AUDIT_BODY',
  OTHER = 'OTHER',
}

registerEnumType(AuthorityKind, {
  name: 'AuthorityKind',
  description: 'What an authority is.',
  valuesConfig: {
    GUARANTOR_BODY: {
      description: 'It guarantees access to information and the protection of personal data (órgano garante).',
    },
    ELECTORAL_BODY: { description: 'It organizes elections (organismo público local electoral).' },
    EXECUTIVE: { description: 'The executive power or one of its secretariats and agencies.' },
    LEGISLATIVE: { description: 'A congress or one of its chambers.' },
    JUDICIAL: { description: 'The judicial power or one of its courts.' },
    MUNICIPAL_GOVERNMENT: { description: 'The government of a municipality (ayuntamiento).' },
    AUDIT_BODY: { description: 'It audits public spending (órgano superior de fiscalización).' },
    OTHER: { description: 'None of these.' },
  },
});

export enum AuthorityLevel {
  FEDERAL = 'FEDERAL',
  STATE = 'STATE',
  MUNICIPAL = 'MUNICIPAL',
}

registerEnumType(AuthorityLevel, {
  name: 'AuthorityLevel',
  description: 'How far the competence of an authority reaches.',
  valuesConfig: {
    FEDERAL: { description: 'The whole country.' },
    STATE: { description: 'One state.' },
    MUNICIPAL: { description: 'One municipality.' },
  },
});

@ObjectType({ description: 'An institution with a public task.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'authority' })
export class Authority extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => String, { description: 'Its name in full.' })
  name!: string;

  @Column(() => String, {
    nullable: true,
    description: 'The short name or initials that it goes by; null where none is known.',
  })
  shortName!: string | null;

  @Column(() => AuthorityKind, { description: 'What it is.' })
  kind!: AuthorityKind;

  @Column(() => AuthorityLevel, { description: 'How far its competence reaches.' })
  level!: AuthorityLevel;

  @Column(() => StateCodeScalar, {
    nullable: true,
    description: "INEGI's code of its state; null where it is federal.",
  })
  stateCode!: string | null;

  @Column(() => MunicipalityCodeScalar, {
    nullable: true,
    description: "INEGI's code of its municipality; null where it is of none.",
  })
  municipalityCode!: string | null;

  @Column(() => PartialDateScalar, { nullable: true, description: 'Since when it exists; null where no source says.' })
  validFrom!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The last day of its existence; null where no source tells of its end.',
  })
  validTo!: string | null;

  @Column(() => String, { nullable: true })
  predecessorId!: string | null;

  @Column(() => String, { nullable: true, description: 'What else is known of it, in Spanish.' })
  note!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of authorities.' })
export class AuthorityConnection extends connectionOf(Authority) {}
