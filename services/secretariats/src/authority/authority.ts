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
  description: 'The kind of an authority.',
  valuesConfig: {
    GUARANTOR_BODY: {
      description: 'It guarantees access to information and protection of personal data (órgano garante).',
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
  description: 'The level of government of an authority.',
  valuesConfig: {
    FEDERAL: { description: 'The whole country.' },
    STATE: { description: 'One state.' },
    MUNICIPAL: { description: 'One municipality.' },
  },
});

@ObjectType({ description: 'A public institution.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'authority' })
export class Authority extends Recorded {
  @Column(() => String, { key: true, id: true, description: 'Identifier.' })
  id!: string;

  @Column(() => String, { description: 'Full name.' })
  name!: string;

  @Column(() => String, {
    nullable: true,
    description: 'Short name or initials; null if none is known.',
  })
  shortName!: string | null;

  @Column(() => AuthorityKind, { description: 'The kind of institution.' })
  kind!: AuthorityKind;

  @Column(() => AuthorityLevel, { description: 'The level of government.' })
  level!: AuthorityLevel;

  @Column(() => StateCodeScalar, {
    nullable: true,
    description: "INEGI's code of its state; null if it is federal.",
  })
  stateCode!: string | null;

  @Column(() => MunicipalityCodeScalar, {
    nullable: true,
    description: "INEGI's code of its municipality; null if it is not municipal.",
  })
  municipalityCode!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The first day of its existence; null if no source says.',
  })
  validFrom!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The last day of its existence; null if no end is recorded.',
  })
  validTo!: string | null;

  @Column(() => String, { nullable: true })
  predecessorId!: string | null;

  @Column(() => String, { nullable: true, description: 'Further notes, in Spanish; null if there are none.' })
  note!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of authorities.' })
export class AuthorityConnection extends connectionOf(Authority) {}
