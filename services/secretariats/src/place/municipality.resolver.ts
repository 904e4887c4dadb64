import { type Context, LARGEST_PAGE } from '@cabildo/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import { MunicipalityCommitment } from '../commitment/municipality-commitment.js';
import { authoritiesOf, commitmentCountOf, commitmentsOfMunicipality, secretariatsOf } from '../loaders.js';
import { Secretariat } from '../secretariat/secretariat.js';
import { Completion } from '../vocabulary/assessment.js';
import { ExerciseStage, furthest } from '../vocabulary/exercise-stage.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Municipality } from './municipality.js';

@ArgsType()
class MunicipalityCommitmentsArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many at most: 1 to ${LARGEST_PAGE}.` })
  first: number = 50;

  @Field(() => Pillar, { nullable: true, description: 'Only those that serve this pillar.' })
  pillar?: Pillar;

  @Field(() => Completion, { nullable: true, description: 'Only those that have been carried out this far.' })
  completion?: Completion;
}

@Resolver(() => Municipality)
export class MunicipalityResolver {
  @FieldResolver(() => Secretariat, {
    nullable: true,
    description:
      'Its technical secretariat, installed or only declared: see `installedOn`. The one installed last, where it had several; null where none is recorded.',
  })
  async secretariat(@Root('code') code: string, @Ctx() { loads }: Context) {
    return (await loads.load(secretariatsOf, code)).at(-1) ?? null;
  }

  @FieldResolver(() => ExerciseStage, {
    nullable: true,
    description:
      'The furthest stage of the open-government exercise that it is known to have come to; null where none is.',
  })
  async exerciseStage(@Root('code') code: string, @Ctx() { loads }: Context) {
    return furthest((await loads.load(secretariatsOf, code)).map(({ stage }) => stage));
  }

  @FieldResolver(() => [MunicipalityCommitment], {
    nullable: true,
    description:
      'The commitments that touch it, and how, by id of the commitment. For more than a page of them, ask `Query.commitments`.',
  })
  async commitments(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Args(() => MunicipalityCommitmentsArgs) args: MunicipalityCommitmentsArgs,
  ) {
    return (await loads.load(commitmentsOfMunicipality, code, args)).nodes;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many commitments touch it, as far as is recorded.' })
  async commitmentCount(@Root('code') code: string, @Ctx() { loads }: Context) {
    return (await loads.load(commitmentCountOf, code))?.count ?? 0;
  }

  @FieldResolver(() => [Authority], {
    nullable: true,
    description: 'The authorities of the municipality, past ones included.',
  })
  authorities(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(authoritiesOf, code);
  }
}
