import { StateCodeScalar } from '@cabildo/kit';
import { Directive, Field, ObjectType } from 'type-graphql';

/** A reference to a state. The subgraph municipalities owns its other fields. */
@ObjectType({ description: 'A state of Mexico (entidad federativa).' })
@Directive('@key(fields: "code")')
export class State {
  @Field(() => StateCodeScalar, { description: "INEGI's code of the state.", simple: true })
  code!: string;
}
