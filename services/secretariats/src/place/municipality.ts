import { MunicipalityCodeScalar } from '@cabildo/kit';
import { Directive, Field, ObjectType } from 'type-graphql';

/** The municipality as this subgraph knows it: by its key. The subgraph municipalities owns the rest. */
@ObjectType({ description: 'A municipality (municipio), by the code that INEGI gives it.' })
@Directive('@key(fields: "code")')
export class Municipality {
  @Field(() => MunicipalityCodeScalar, {
    description: "INEGI's code: the key of the municipality everywhere.",
    simple: true,
  })
  code!: string;
}
