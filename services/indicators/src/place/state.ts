import { StateCodeScalar } from '@cabildo/kit';
import { Directive, Field, ObjectType } from 'type-graphql';

/** The state as this subgraph knows it: by its key. The subgraph municipalities owns the rest. */
@ObjectType({ description: 'A state of Mexico (entidad federativa).' })
@Directive('@key(fields: "code")')
export class State {
  @Field(() => StateCodeScalar, { description: "INEGI's code of the state.", simple: true })
  code!: string;
}
