import { Column, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType, registerEnumType } from 'type-graphql';

export enum EvidenceKind {
  REPORT = 'REPORT',
  COMMITMENT_PAGE = 'COMMITMENT_PAGE',
  LAW = 'LAW',
  PRESS = 'PRESS',
  OTHER = 'OTHER',
}

registerEnumType(EvidenceKind, {
  name: 'EvidenceKind',
  description: 'The kind of a piece of evidence.',
  valuesConfig: {
    REPORT: { description: 'An evaluation report, such as an OGP end-of-commitment report.' },
    COMMITMENT_PAGE: { description: 'The page of the publisher about the commitment.' },
    LAW: { description: 'A law, decree or agreement.' },
    PRESS: { description: 'A press bulletin or article.' },
    OTHER: { description: 'None of these.' },
  },
});

@ObjectType({ description: 'A page or document that supports the state of a commitment.' })
@Entity({ tableName: 'evidence' })
export class Evidence extends Recorded {
  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => Int, { key: true, description: 'Position among the evidence of the commitment, from 1.' })
  position!: number;

  @Column(() => Int, {
    nullable: true,
    description: 'Number of its milestone; null if it supports the commitment as a whole.',
  })
  milestoneNumber!: number | null;

  @Column(() => EvidenceKind, { description: 'The kind of evidence.' })
  kind!: EvidenceKind;

  @Column(() => String, { description: 'The title.' })
  title!: string;

  @Column(() => PartialDateScalar, { nullable: true, description: 'The date; null if no source says.' })
  date!: string | null;

  @Column(() => UrlScalar, { description: 'The address.' })
  url!: string;
}
