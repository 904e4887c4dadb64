import { Column, connectionOf, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';
import { Completion, EarlyResults, Novelty } from '../vocabulary/assessment.js';
import { LanguageTagScalar } from '../vocabulary/language-tag.js';
import { OgpValue } from '../vocabulary/ogp-value.js';
import { Pillar } from '../vocabulary/pillar.js';

@ObjectType({ description: 'What an authority commits itself to in an action plan.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'commitment' })
export class Commitment extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => String, {
    nullable: true,
    description: 'The code that the Open Government Partnership gives it; null where none is known.',
  })
  ogpCode!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'The member of the Open Government Partnership, as OGP writes it.',
  })
  ogpMember!: string | null;

  @Column(() => String, { description: 'Its title, as published.' })
  title!: string;

  @Column(() => LanguageTagScalar, {
    description: 'The language that it was published in: that of the title and what follows.',
  })
  language!: string;

  @Column(() => String, {
    nullable: true,
    description: 'The public problem that it answers to; null where not recorded.',
  })
  problem!: string | null;

  @Column(() => String, { nullable: true, description: 'What is to be done; null where not recorded.' })
  action!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'How that contributes to solving the problem; null where not recorded.',
  })
  contribution!: string | null;

  @Column(() => String, { nullable: true })
  leadAuthorityId!: string | null;

  @Column(() => String, { nullable: true, description: "The authority in charge in the source's own words." })
  leadWording!: string | null;

  @Column(() => [Pillar], { description: 'The pillars that it serves. Empty where no source says.' })
  pillars!: Pillar[];

  @Column(() => [OgpValue], { description: 'The OGP values that it serves. Empty where no source says.' })
  ogpValues!: OgpValue[];

  @Column(() => String, { nullable: true, description: "The OGP values in the source's own words." })
  ogpValuesWording!: string | null;

  @Column(() => [String], { description: 'Its policy areas, as published. Empty where no source says.' })
  policyAreas!: string[];

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'When it starts, mostly a month; null where no source says.',
  })
  start!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'When it ends, mostly a month; null where no source says.',
  })
  end!: string | null;

  @Column(() => Boolean, {
    nullable: true,
    description:
      'Whether the end published lies before the start: both stand as published. Null where one is not known.',
  })
  datesInconsistent!: boolean | null;

  @Column(() => Boolean, {
    nullable: true,
    description: 'Whether it can be verified, as its evaluation says; null where none does.',
  })
  verifiable!: boolean | null;

  @Column(() => Boolean, {
    nullable: true,
    description: 'Whether it is relevant to open government, as its evaluation says; null where none does.',
  })
  relevant!: boolean | null;

  @Column(() => Novelty, { nullable: true, description: 'Whether it is new; null where no source says.' })
  novelty!: Novelty | null;

  @Column(() => Completion, {
    nullable: true,
    description: 'How far it has been carried out; null where no evaluation says.',
  })
  completion!: Completion | null;

  @Column(() => String, { nullable: true, description: "How far it has been carried out, in the source's own words." })
  completionWording!: string | null;

  @Column(() => EarlyResults, {
    nullable: true,
    description: 'What it had changed early on; null where no evaluation says.',
  })
  earlyResults!: EarlyResults | null;

  @Column(() => String, { nullable: true, description: 'What else is known of it, in Spanish.' })
  note!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of commitments.' })
export class CommitmentConnection extends connectionOf(Commitment) {}
