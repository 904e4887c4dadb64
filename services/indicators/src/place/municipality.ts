import { MunicipalityCodeScalar } from '@cabildo/kit';
import { Directive, Field, ObjectType } from 'type-graphql';

/** A reference to a municipality. The subgraph municipalities owns its other fields. */
@ObjectType({ description: 'A municipality (municipio) of Mexico.' })
@Directive('@key(fields: "code")')
export class Municipality {
  @Field(() => MunicipalityCodeScalar, {
    description: "INEGI's code, the key of the municipality in every subgraph.",
    simple: true,
  })
  code!: string;
}

/** The code of a municipality begins with the code of its state. */
export const stateOf = (municipalityCode: string) => municipalityCode.slice(0, 2);
