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
  description: 'What a piece of evidence is.',
  valuesConfig: {
    REPORT: { description: 'A report of an evaluation, such as an OGP end-of-commitment report.' },
    COMMITMENT_PAGE: { description: 'The page that a publisher keeps on the commitment.' },
    LAW: { description: 'A law, decree or agreement.' },
    PRESS: { description: 'A bulletin or an article of the press.' },
    OTHER: { description: 'None of these.' },
  },
});

@ObjectType({ description: 'A page or document by which what is said of a commitment can be checked.' })
@Entity({ tableName: 'evidence' })
export class Evidence extends Recorded {
  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => Int, { key: true, description: 'Its place among the evidence of the commitment, from 1.' })
  position!: number;

  @Column(() => Int, {
    nullable: true,
    description: 'The number of the milestone that it is of; null where of the whole.',
  })
  milestoneNumber!: number | null;

  @Column(() => EvidenceKind, { description: 'What it is.' })
  kind!: EvidenceKind;

  @Column(() => String, { description: 'Its title.' })
  title!: string;

  @Column(() => PartialDateScalar, { nullable: true, description: 'Its date; null where no source says.' })
  date!: string | null;

  @Column(() => UrlScalar, { description: 'Where it can be read.' })
  url!: string;
}
