import { connectionOf, MunicipalityCodeScalar, SOURCES_OF_VALUE, Source } from '@cabildo/kit';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A metropolitan zone: municipalities that form one urban area (2015).' })
@Directive('@key(fields: "name")')
export class MetropolitanZone {
  @Field(() => String, { description: 'The name.', simple: true })
  name!: string;

  @Field(() => [MunicipalityCodeScalar], { description: 'The codes of its municipalities, in order.', simple: true })
  municipalityCodes!: string[];

  @Field(() => Int, { description: 'Number of its municipalities.', simple: true })
  municipalityCount!: number;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}

@ObjectType({ description: 'A page of metropolitan zones.' })
export class MetropolitanZoneConnection extends connectionOf(MetropolitanZone) {}
