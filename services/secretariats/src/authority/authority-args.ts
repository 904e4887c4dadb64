import { type MunicipalityCode, MunicipalityCodeScalar, PageArgs, type StateCode, StateCodeScalar } from '@cabildo/kit';
import { ArgsType, Field } from 'type-graphql';
import { AuthorityKind, AuthorityLevel } from './authority.js';
import type { AuthorityFilter } from './authority.repository.js';

@ArgsType()
export class AuthoritiesArgs extends PageArgs implements AuthorityFilter {
  @Field(() => AuthorityKind, { nullable: true, description: 'Only authorities of this kind.' })
  kind?: AuthorityKind;

  @Field(() => AuthorityLevel, { nullable: true, description: 'Only authorities of this level.' })
  level?: AuthorityLevel;

  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only authorities of this state, including its municipalities.',
  })
  state?: StateCode;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only authorities of this municipality.' })
  municipality?: MunicipalityCode;

  @Field(() => String, {
    nullable: true,
    description: 'Only authorities whose name or short name is similar. Tolerates missing accents and typing errors.',
  })
  search?: string;
}
