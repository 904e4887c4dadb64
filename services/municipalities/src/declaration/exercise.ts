import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A reference to an exercise. The subgraph secretariats owns its other fields. */
@ObjectType({ description: 'An open-government exercise.' })
@Directive('@key(fields: "id")')
export class Exercise {
  @Field(() => ID, { description: 'Identifier.', simple: true })
  id!: string;
}
