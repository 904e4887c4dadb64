import { Column, connectionOf, PartialDateScalar, Recorded, UrlScalar, versionOf } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';
import { Completion, EarlyResults, Novelty } from '../vocabulary/assessment.js';
import { LanguageTagScalar } from '../vocabulary/language-tag.js';
import { OgpValue } from '../vocabulary/ogp-value.js';
import { Pillar } from '../vocabulary/pillar.js';

@ObjectType({ description: 'A commitment of an authority in an action plan.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'commitment' })
export class Commitment extends Recorded {
  @Column(() => String, { key: true, id: true, description: 'Identifier.' })
  id!: string;

  @Column(() => String, {
    nullable: true,
    description: 'The code of the Open Government Partnership (OGP); null if none is known.',
  })
  ogpCode!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'The OGP member, as OGP writes it; null if none is known.',
  })
  ogpMember!: string | null;

  @Column(() => String, { description: 'The title, as published.' })
  title!: string;

  @Column(() => LanguageTagScalar, {
    description: 'The language of the title and the other published texts.',
  })
  language!: string;

  @Column(() => String, {
    nullable: true,
    description: 'The public problem that it addresses; null if not recorded.',
  })
  problem!: string | null;

  @Column(() => String, { nullable: true, description: 'The action to be taken; null if not recorded.' })
  action!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'How the action contributes to solving the problem; null if not recorded.',
  })
  contribution!: string | null;

  @Column(() => String, { nullable: true })
  leadAuthorityId!: string | null;

  @Column(() => String, { nullable: true, description: 'The lead authority, in the words of the source.' })
  leadWording!: string | null;

  @Column(() => [Pillar], { description: 'Its pillars. Empty if no source says.' })
  pillars!: Pillar[];

  @Column(() => [OgpValue], { description: 'Its OGP values. Empty if no source says.' })
  ogpValues!: OgpValue[];

  @Column(() => String, { nullable: true, description: 'The OGP values, in the words of the source.' })
  ogpValuesWording!: string | null;

  @Column(() => [String], { description: 'Its policy areas, as published. Empty if no source says.' })
  policyAreas!: string[];

  @Column(() => PartialDateScalar, {
    nullable: true,
    storedAs: 'start',
    description: 'The start, usually a month; null if no source says.',
  })
  startsOn!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    storedAs: 'end',
    description: 'The end, usually a month; null if no source says.',
  })
  endsOn!: string | null;

  @Column(() => Boolean, {
    nullable: true,
    storedAs: 'datesInconsistent',
    description:
      'Whether the published end is before the published start. Both dates are shown as published. Null if one is unknown.',
  })
  hasInconsistentDates!: boolean | null;

  @Column(() => Boolean, {
    nullable: true,
    storedAs: 'verifiable',
    description: 'Whether it is verifiable, according to its evaluation; null without an evaluation.',
  })
  isVerifiable!: boolean | null;

  @Column(() => Boolean, {
    nullable: true,
    storedAs: 'relevant',
    description: 'Whether it is relevant to open government, according to its evaluation; null without an evaluation.',
  })
  isRelevant!: boolean | null;

  @Column(() => Novelty, {
    nullable: true,
    description: 'Whether it is new or continues an earlier one; null if no source says.',
  })
  novelty!: Novelty | null;

  @Column(() => Completion, {
    nullable: true,
    description: 'The completion level; null without an evaluation.',
  })
  completion!: Completion | null;

  @Column(() => String, { nullable: true, description: 'The completion level, in the words of the source.' })
  completionWording!: string | null;

  @Column(() => EarlyResults, {
    nullable: true,
    description: 'Its early results; null without an evaluation.',
  })
  earlyResults!: EarlyResults | null;

  @Column(() => String, { nullable: true, description: 'Further notes, in Spanish; null if there are none.' })
  note!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of commitments.' })
export class CommitmentConnection extends connectionOf(Commitment) {}

@ObjectType({ description: 'One recorded version of a commitment.' })
export class CommitmentVersion extends versionOf(Commitment) {}
