import { type Context, PageArgs } from '@cabildo/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import { MunicipalityCommitmentConnection } from '../commitment/municipality-commitment.js';
import { authoritiesOf, commitmentCountOf, commitmentsOfMunicipality, secretariatsOf } from '../loaders.js';
import { Secretariat } from '../secretariat/secretariat.js';
import { Completion } from '../vocabulary/assessment.js';
import { ExerciseStage, furthest } from '../vocabulary/exercise-stage.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Municipality } from './municipality.js';

@ArgsType()
class MunicipalityCommitmentsArgs extends PageArgs {
  @Field(() => Pillar, { nullable: true, description: 'Only commitments with this pillar.' })
  pillar?: Pillar;

  @Field(() => Completion, { nullable: true, description: 'Only commitments at this completion level.' })
  completion?: Completion;
}

@Resolver(() => Municipality)
export class MunicipalityResolver {
  @FieldResolver(() => [Secretariat], {
    nullable: true,
    description: 'Its technical secretariats, by date of installation; unknown dates first.',
  })
  secretariats(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(secretariatsOf, code);
  }

  @FieldResolver(() => Secretariat, {
    nullable: true,
    description: 'The last of `secretariats`; null if none is recorded. It may only be declared: see `status`.',
  })
  async latestSecretariat(@Root('code') code: string, @Ctx() { loads }: Context) {
    return (await loads.load(secretariatsOf, code)).at(-1) ?? null;
  }

  @FieldResolver(() => ExerciseStage, {
    nullable: true,
    description: 'The furthest known stage among its technical secretariats; null if none is recorded.',
  })
  async exerciseStage(@Root('code') code: string, @Ctx() { loads }: Context) {
    return furthest((await loads.load(secretariatsOf, code)).map(({ stage }) => stage));
  }

  @FieldResolver(() => MunicipalityCommitmentConnection, {
    nullable: true,
    description: 'Commitments that affect it, with the reason, by id of the commitment.',
  })
  commitments(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Args(() => MunicipalityCommitmentsArgs) args: MunicipalityCommitmentsArgs,
  ) {
    return loads.load(commitmentsOfMunicipality, code, args);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Number of recorded commitments that affect it.' })
  async commitmentCount(@Root('code') code: string, @Ctx() { loads }: Context) {
    return (await loads.load(commitmentCountOf, code))?.count ?? 0;
  }

  @FieldResolver(() => [Authority], { nullable: true, description: 'Its authorities, including former ones.' })
  authorities(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(authoritiesOf, code);
  }
}
