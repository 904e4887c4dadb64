import { MunicipalityCodeScalar } from '@cabildo/kit';
import { Directive, Field, ObjectType } from 'type-graphql';

/** A reference to a metropolitan zone. The subgraph municipalities owns its other fields. */
@ObjectType({ description: 'A metropolitan zone: municipalities that form one urban area (2015).' })
@Directive('@key(fields: "name")')
export class MetropolitanZone {
  @Field(() => String, { description: 'The name.', simple: true })
  name!: string;

  @Directive('@external')
  @Field(() => [MunicipalityCodeScalar], { description: 'The codes of its municipalities, in order.', simple: true })
  municipalityCodes!: string[];
}
